package dev.ferry.peers.aws.sns;

/** An error that a client is told. */
final class SnsError extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;

  private SnsError(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static SnsError invalid(String message) {
    return new SnsError(400, "InvalidParameter", "Invalid parameter: " + message);
  }

  static SnsError notFound(String what) {
    return new SnsError(404, "NotFound", what + " does not exist");
  }

  static SnsError of(String code, String message) {
    return new SnsError(400, code, message);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }
}
