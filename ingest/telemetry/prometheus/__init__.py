"""Raw samples of whatever speaks Prometheus' API: Prometheus, VictoriaMetrics, Mimir, Thanos."""
