package dev.ferry.peers.google.pubsub;

import java.util.UUID;

/** Makes the ids of leases: nobody can guess the lease of another. */
final class AckIds {
  private final String salt = UUID.randomUUID().toString();
  private long count;

  String next() {
    return salt + ':' + count++;
  }
}
