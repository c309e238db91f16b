package dev.ferry.cli.packaging;

/** An artefact that could not be made; the text says why, and what to do. */
final class PackagingException extends RuntimeException {
  private static final long serialVersionUID = 1;

  PackagingException(String message) {
    super(message);
  }

  PackagingException(String message, Throwable cause) {
    super(message, cause);
  }
}
