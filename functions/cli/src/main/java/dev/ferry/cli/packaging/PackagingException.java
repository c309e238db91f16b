package dev.ferry.cli.packaging;

/** An artefact that could not be made; the text says why, and what to do. */
public final class PackagingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With what is wrong, and what to do. */
  public PackagingException(String message) {
    super(message);
  }

  /** With what is wrong, what to do, and what was seen. */
  public PackagingException(String message, Throwable cause) {
    super(message, cause);
  }
}
