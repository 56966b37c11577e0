"""Google Cloud's billing and carbon exports, from BigQuery or as extracts of its tables."""
