"""A file system that forgets what was not synced, for power cuts without cutting the power.

Everything lives in memory twice: as programs see it, and as it would be on the disk. A page reaches the disk when its file is
synced, a name when its directory is. Making the directory `/.cut` is the power cut: what is on the disk is written to a folder,
and the rest is gone.
Run as `python -m tests.faults.lossy MOUNTPOINT DISK`.
"""

import errno
import os
import stat
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import mfusepy

PAGE = 4096


@dataclass
class Node:
    """A file (or a directory, when `is_dir`), as seen and as on the disk."""

    is_dir: bool = False
    mode: int = 0o644
    seen: bytearray = field(default_factory=bytearray)
    disk: bytearray = field(default_factory=bytearray)
    dirty: set[int] = field(default_factory=set)
    changed: int = field(default_factory=time.time_ns)

    def write(self, data: bytes, offset: int) -> int:
        end = offset + len(data)
        if end > len(self.seen):
            self.dirty.update(range(len(self.seen) // PAGE, offset // PAGE + 1))
            self.seen.extend(bytes(end - len(self.seen)))
        self.seen[offset:end] = data
        self.dirty.update(range(offset // PAGE, (end - 1) // PAGE + 1))
        self.changed = time.time_ns()
        return len(data)

    def truncate(self, length: int) -> None:
        if length < len(self.seen):
            del self.seen[length:]
        else:
            self.dirty.update(range(len(self.seen) // PAGE, length // PAGE + 1))
            self.seen.extend(bytes(length - len(self.seen)))

    def sync(self) -> None:
        if len(self.disk) > len(self.seen):
            del self.disk[len(self.seen) :]
        else:
            self.disk.extend(bytes(len(self.seen) - len(self.disk)))
        for page in self.dirty:
            low = page * PAGE
            self.disk[low : low + PAGE] = self.seen[low : low + PAGE]
        del self.disk[len(self.seen) :]
        self.dirty.clear()


class Lossy(mfusepy.Operations):
    """The file system."""

    use_ns = True

    def __init__(self, disk: Path) -> None:
        self.folder = disk
        root = Node(is_dir=True, mode=0o755)
        self.seen: dict[str, Node] = {"/": root}
        self.disk: dict[str, Node] = {"/": root}
        for path in sorted(disk.rglob("*")):
            node = Node(is_dir=path.is_dir(), mode=stat.S_IMODE(path.stat().st_mode))
            if not node.is_dir:
                node.seen, node.disk = bytearray(path.read_bytes()), bytearray(path.read_bytes())
            self.seen["/" + str(path.relative_to(disk))] = self.disk["/" + str(path.relative_to(disk))] = node

    def cut(self) -> None:
        """Write what survived to the folder."""
        for old in sorted(self.folder.rglob("*"), reverse=True):
            old.rmdir() if old.is_dir() else old.unlink()
        for name, node in sorted(self.disk.items()):
            path = self.folder / name.lstrip("/")
            if name == "/" or str(Path(name).parent) not in self.disk:
                continue
            if node.is_dir:
                path.mkdir(exist_ok=True)
            else:
                path.write_bytes(node.disk)
            path.chmod(node.mode)

    def _node(self, path: str) -> Node:
        try:
            return self.seen[path]
        except KeyError:
            raise mfusepy.FuseOSError(errno.ENOENT) from None

    def getattr(self, path, fh=None):
        node = self._node(path)
        kind = stat.S_IFDIR if node.is_dir else stat.S_IFREG
        return {
            "st_mode": kind | node.mode, "st_nlink": 1, "st_size": len(node.seen), "st_uid": os.getuid(), "st_gid": os.getgid(),
            "st_atime": node.changed, "st_mtime": node.changed, "st_ctime": node.changed,
        }  # fmt: skip

    def readdir(self, path, fh):
        prefix = path.rstrip("/") + "/"
        names = [name[len(prefix) :] for name in self.seen if name.startswith(prefix) and name != "/"]
        return [".", "..", *(name for name in names if "/" not in name)]

    def create(self, path, mode, fi=None):
        self.seen[path] = Node(mode=stat.S_IMODE(mode))
        return 0

    def open(self, path, flags):
        node = self._node(path)
        if flags & os.O_TRUNC:
            node.truncate(0)
        return 0

    def read(self, path, size, offset, fh):
        return bytes(self._node(path).seen[offset : offset + size])

    def write(self, path, data, offset, fh):
        return self._node(path).write(data, offset)

    def truncate(self, path, length, fh=None):
        self._node(path).truncate(length)

    def fsync(self, path, datasync, fh):
        self._node(path).sync()
        return 0

    def fsyncdir(self, path, datasync, fh):
        prefix = path.rstrip("/") + "/"
        inside = lambda name: name != "/" and name.startswith(prefix) and "/" not in name[len(prefix) :]  # noqa: E731
        for name in [name for name in self.disk if inside(name) and name not in self.seen]:
            del self.disk[name]
        self.disk.update({name: node for name, node in self.seen.items() if inside(name)})
        return 0

    def mkdir(self, path, mode):
        if path == "/.cut":
            self.cut()
            os._exit(0)
        # A directory's own name is taken as safe at once: real file systems order it before what is synced inside.
        self.seen[path] = self.disk[path] = Node(is_dir=True, mode=stat.S_IMODE(mode))
        return 0

    def unlink(self, path):
        self._node(path)
        del self.seen[path]

    def rmdir(self, path):
        del self.seen[path]

    def link(self, target, source):
        self.seen[target] = self._node(source)
        return 0

    def rename(self, old, new, flags=0):
        self.seen[new] = self._node(old)
        del self.seen[old]
        return 0

    def chmod(self, path, mode):
        self._node(path).mode = stat.S_IMODE(mode)
        return 0

    def chown(self, path, uid, gid):
        return 0

    def utimens(self, path, times=None):
        return 0

    def flush(self, path, fh):
        return 0

    def release(self, path, fh):
        return 0

    def statfs(self, path):
        return {"f_bsize": PAGE, "f_blocks": 1 << 22, "f_bavail": 1 << 21, "f_bfree": 1 << 21, "f_namemax": 255}


def main(mountpoint: str, disk: str) -> None:
    """Mount until the power is cut."""
    mfusepy.FUSE(Lossy(Path(disk)), mountpoint, foreground=True, nothreads=True, allow_other=False)


if __name__ == "__main__":
    main(*sys.argv[1:3])
