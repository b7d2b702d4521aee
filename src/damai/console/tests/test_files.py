"""What operators type about files."""

import pytest
from click.testing import CliRunner

from damai.__main__ import main
from damai.intake import actions, queries
from damai.intake.models import StoredFile
from damai.intake.tests.deliveries import envelope, photo

pytestmark = pytest.mark.django_db


def damai(*words: str, status: int = 0) -> str:
    """Type a command and return what it prints."""
    result = CliRunner().invoke(main, ["files", *words])
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output
    return result.output


def test_old_files_are_sealed_once_and_the_store_is_checked(settings, tmp_path, django_capture_on_commit_callbacks):
    settings.FILES = tmp_path / "files"
    part = actions.store([photo()], name="a.jpg")
    actions.accept(envelope(attachments=(part,)))
    old = StoredFile(sha256=actions.store([photo(70)], name="b.jpg").sha256, size=len(photo(70)), media_type="image/jpeg")
    queries.path_of(old).parent.mkdir(parents=True, exist_ok=True)
    queries.path_of(old).write_bytes(photo(70))
    old.save()
    assert damai("check").splitlines() == [
        "1 utuh dan tersegel. (whole and sealed)",
        "1 utuh, belum tersegel: jalankan `damai files seal`. (not sealed yet)",
    ]
    with django_capture_on_commit_callbacks(execute=True):
        assert damai("seal") == "1 berkas disegel. (sealed)\n"
    assert damai("seal") == "0 berkas disegel. (sealed)\n"
    assert damai("check") == "2 utuh dan tersegel. (whole and sealed)\n"
    queries.path_of(part).unlink()
    old.refresh_from_db()
    queries.path_of(old).chmod(0o600)
    queries.path_of(old).write_bytes(photo(70))
    told = damai("check", status=1)
    assert f"Tidak ada (missing): {part.sha256}" in told
    assert f"Berubah (changed): {old.sha256}" in told
    assert "1 tidak ada, 1 berubah" in told
