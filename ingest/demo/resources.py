"""Resource ids and codes in the forms that AWS bills use.

Belongs here: the spelling of ids. Does not: what the resources are.
"""

import hashlib

_BASE32 = "abcdefghijklmnopqrstuvwxyz234567"


def digest(*parts: object) -> str:
    """64 hexadecimal digits that depend on the parts only."""
    return hashlib.sha256("/".join(map(str, parts)).encode()).hexdigest()


def token(*parts: object, length: int = 44) -> str:
    """A base-32 token, the alphabet of AWS line item ids."""
    number = int(digest(*parts), 16)
    letters: list[str] = []
    for _ in range(length):
        number, rest = divmod(number, 32)
        letters.append(_BASE32[rest])
    return "".join(letters)


def uuid(*parts: object) -> str:
    """An id in the shape of a UUID."""
    d = digest(*parts)
    return f"{d[:8]}-{d[8:12]}-4{d[13:16]}-a{d[17:20]}-{d[20:32]}"


def resource_id(kind: str, name: str, region: str, account_id: str, *salt: object) -> str:
    """The resource id as `line_item_resource_id` holds it.

    Instances, volumes and buckets are billed by bare id or name, everything else by ARN.
    """
    code = digest(kind, name, region, account_id, *salt)[:17]
    suffix = f"-{code[:10]}" if any(salt[1:]) else ""
    return {
        "instance": f"i-{code}",
        "volume": f"vol-{code}",
        "bucket": f"{name}{suffix}",
        "snapshot": f"arn:aws:ec2:{region}:{account_id}:snapshot/snap-{code}",
        "capacity": f"arn:aws:ec2:{region}:{account_id}:capacity-reservation/cr-{code}",
        "host": f"arn:aws:ec2:{region}:{account_id}:dedicated-host/h-{code}",
        "subscription": f"arn:aws:aws-marketplace:{region}:{account_id}:agreement/{code}",
        "nat": f"arn:aws:ec2:{region}:{account_id}:natgateway/nat-{code}",
        "function": f"arn:aws:lambda:{region}:{account_id}:function:{name}{suffix}",
        "database": f"arn:aws:rds:{region}:{account_id}:db:{name}{suffix}",
        "distribution": f"arn:aws:cloudfront::{account_id}:distribution/E{code[:13].upper()}",
        "key": f"arn:aws:kms:{region}:{account_id}:key/{uuid(code)}",
    }[kind]
