package dev.ferry.aws.direct;

/** The answer to a request that was understood or refused. */
public final class DirectAnswer {
  private static final int OK = 200;

  private final int status;
  private final byte[] body;

  /** As it came; {@code body} is not to be changed afterwards. */
  public DirectAnswer(int status, byte[] body) {
    this.status = status;
    this.body = body;
  }

  int status() {
    return status;
  }

  /** Whether the request did what it was to do. */
  public boolean succeeded() {
    return status == OK;
  }

  /** JSON, which may be damaged; the answer's own bytes, for whoever asked. */
  public byte[] body() {
    return body;
  }
}
