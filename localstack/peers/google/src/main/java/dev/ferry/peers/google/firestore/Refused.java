package dev.ferry.peers.google.firestore;

import io.grpc.Status;

/** A request that is not answered, and why. */
final class Refused extends Exception {
  private static final long serialVersionUID = 1;

  private final transient Status status;

  Refused(Status status) {
    super(status.getDescription());
    this.status = status;
  }

  static Refused invalid(String why) {
    return new Refused(Status.INVALID_ARGUMENT.withDescription(why));
  }

  static Refused unimplemented(String what) {
    return new Refused(Status.UNIMPLEMENTED.withDescription("not played here: " + what));
  }

  Status status() {
    return status;
  }
}
