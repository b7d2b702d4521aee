"""What the log does by itself: every second, whatever was recorded gets its place and is signed."""

from damai.chores.actions import beat

from .actions import integrate

# The promise to whoever watches: a fact is in the public log within a second or two, and within a minute at the worst.
sequence = beat(seconds=1)(integrate)
