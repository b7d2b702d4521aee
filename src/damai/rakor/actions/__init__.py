"""What can be done with meetings: call, invite, answer, attend, write, decide, finalise. Only these modules write."""
