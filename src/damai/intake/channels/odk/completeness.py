"""Which files of a submission have not come: what the XML mentions less what was received. A phone's hint decides nothing."""

from ... import queries
from ...models import Message
from .xform import UnreadableXml, read_instance


def missing_files(message: Message) -> list[str]:
    """Names of files that the report mentions and that have not arrived, in the order of the report."""
    try:
        instance = read_instance(queries.raw_of(message))
    except UnreadableXml:
        return []
    version = queries.form_version(instance.form_id, instance.version)
    mentioned = instance.files(frozenset(version.binaries if version else ()))
    have = {file.name for file in queries.files_of(message)}
    return [name for name in mentioned if name not in have]
