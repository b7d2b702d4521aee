"""What the room knows of series, meetings, invitations, attendance, minutes and decisions; rows filtered by who looks."""
