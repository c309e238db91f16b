package dev.ferry.messaging;

/**
 * Turns payloads into bodies and back.
 *
 * <p>Safe for use by several threads at once. {@link #decode} meets whatever a sender sent: it
 * bounds what it reads, and refuses rather than guesses.
 *
 * @param <T> the payload's type
 */
public interface Codec<T> {
  /** The body of {@code payload}. */
  Body encode(T payload);

  /**
   * The payload of {@code body}.
   *
   * @throws Exception when it is not one: the message is poison and is dead-lettered at once
   */
  T decode(Body body) throws Exception;

  /** The media type that {@link #encode} makes; {@code application/octet-stream} by default. */
  default String contentType() {
    return "application/octet-stream";
  }

  /** Bodies as they are. */
  static Codec<Body> body() {
    return new Codec<>() {
      @Override
      public Body encode(Body payload) {
        return payload;
      }

      @Override
      public Body decode(Body body) {
        return body;
      }
    };
  }

  /** Text in UTF-8; a body that is not well-formed is refused. */
  static Codec<String> utf8() {
    return new Codec<>() {
      @Override
      public Body encode(String payload) {
        return Body.of(payload);
      }

      @Override
      public String decode(Body body) {
        return body.utf8();
      }

      @Override
      public String contentType() {
        return "text/plain; charset=utf-8";
      }
    };
  }
}
