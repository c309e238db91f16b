package dev.ferry.messaging;

import dev.ferry.messaging.internal.Pairs;
import dev.ferry.messaging.internal.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message: a stable id, a body, and what travels beside it.
 *
 * <p>Immutable and safe for use by any number of threads. {@code withX} returns a changed copy.
 *
 * <pre>{@code
 * Message order = Message.builder(Body.of(json)).id("order-10248").orderingKey("VINET").build();
 * }</pre>
 */
public final class Message {
  private final Builder state;

  private Message(Builder state) {
    this.state = state;
  }

  /** A message of {@code text} in UTF-8 with an id of its own. */
  public static Message of(String text) {
    return builder(Body.of(text)).build();
  }

  /** A message of {@code body} with an id of its own. */
  public static Message of(Body body) {
    return builder(body).build();
  }

  /** A builder for a message of {@code body}. */
  public static Builder builder(Body body) {
    return new Builder(body);
  }

  /** The id that stays the same through redeliveries, dead-lettering and redrives. */
  public String id() {
    return Objects.requireNonNull(state.id);
  }

  /** The body. */
  public Body body() {
    return state.body;
  }

  /** Messages of one key keep their order on channels that have one; null for none. */
  public @Nullable String orderingKey() {
    return state.orderingKey;
  }

  /** The user's attributes, native on the broker so that its filters see them; sorted by name. */
  public NavigableMap<String, String> attributes() {
    return state.attributes;
  }

  /**
   * When the message was made, as its publisher set it; on a received one without, when the broker
   * stored it; null otherwise.
   */
  public @Nullable Instant timestamp() {
    return state.timestamp;
  }

  /** The media type of the body, such as {@code application/json}; null when unknown. */
  public @Nullable String contentType() {
    return state.contentType;
  }

  /** How the body is encoded, such as {@code gzip}; null when it is not. */
  public @Nullable String contentEncoding() {
    return state.contentEncoding;
  }

  /** How long the broker keeps it back at first; zero for not at all. */
  public Duration delay() {
    return state.delay;
  }

  /**
   * What the broker's own duplicate detection compares; null for the default, which is derived from
   * the id and the hop.
   */
  public @Nullable String deduplicationId() {
    return state.deduplicationId;
  }

  /** Its earlier lives. */
  public History history() {
    return state.history;
  }

  /** What Ferry itself noted on it, such as the dead-letter envelope; travels in the metadata. */
  public NavigableMap<String, String> notes() {
    return state.notes;
  }

  /** A builder that starts with everything this message has. */
  public Builder toBuilder() {
    return new Builder(state);
  }

  /** A copy with another id. */
  public Message withId(String id) {
    return toBuilder().id(id).build();
  }

  /** A copy with another history. */
  public Message withHistory(History history) {
    return toBuilder().history(history).build();
  }

  /** A copy with another deduplication id. */
  public Message withDeduplicationId(@Nullable String id) {
    return toBuilder().deduplicationId(id).build();
  }

  /** A copy with other notes. */
  public Message withNotes(Map<String, String> notes) {
    return toBuilder().notes(notes).build();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Message message && state.sameAs(message.state);
  }

  @Override
  public int hashCode() {
    return id().hashCode();
  }

  /** The id and the size only: bodies and attribute values stay out of logs. */
  @Override
  public String toString() {
    return "Message[" + id() + ", " + state.body.sizeBytes() + " bytes]";
  }

  /** Collects what a message has and checks it in {@link #build()}. Not safe for use by threads. */
  public static final class Builder {
    private final Body body;
    private boolean received;
    private @Nullable String id;
    private @Nullable String orderingKey;
    private NavigableMap<String, String> attributes = Pairs.NONE;
    private @Nullable Instant timestamp;
    private @Nullable String contentType;
    private @Nullable String contentEncoding;
    private Duration delay = Duration.ZERO;
    private @Nullable String deduplicationId;
    private History history = History.none();
    private NavigableMap<String, String> notes = Pairs.NONE;

    private Builder(Body body) {
      this.body = body;
    }

    private Builder(Builder other) {
      this.body = other.body;
      this.received = other.received;
      this.id = other.id;
      this.orderingKey = other.orderingKey;
      this.attributes = other.attributes;
      this.timestamp = other.timestamp;
      this.contentType = other.contentType;
      this.contentEncoding = other.contentEncoding;
      this.delay = other.delay;
      this.deduplicationId = other.deduplicationId;
      this.history = other.history;
      this.notes = other.notes;
    }

    /**
     * What a broker has carried once is not refused for its attributes or its key, whatever a
     * foreign sender made them: neither here nor in a copy.
     *
     * @param carried the attributes that came, copied without Ferry's own
     */
    Builder received(Map<String, String> carried) {
      this.received = true;
      this.attributes = Pairs.without(Text.FERRY, carried);
      return this;
    }

    /** The stable id, 1 to 256 characters; without one, {@link #build()} makes a random UUID. */
    public Builder id(@Nullable String id) {
      this.id = id;
      return this;
    }

    /** The ordering key, 1 to 128 characters; null for none. */
    public Builder orderingKey(@Nullable String orderingKey) {
      this.orderingKey = orderingKey;
      return this;
    }

    /** Adds or replaces one attribute. */
    public Builder attribute(String name, String value) {
      NavigableMap<String, String> more = new TreeMap<>(attributes);
      more.put(name, value);
      this.attributes = Collections.unmodifiableNavigableMap(more);
      return this;
    }

    /** Replaces all attributes by a copy of these. */
    public Builder attributes(Map<String, String> attributes) {
      this.attributes = Pairs.copy(attributes);
      return this;
    }

    /** When the message was made; milliseconds of it travel. */
    public Builder timestamp(@Nullable Instant timestamp) {
      this.timestamp = timestamp;
      return this;
    }

    /** The media type of the body. */
    public Builder contentType(@Nullable String contentType) {
      this.contentType = contentType;
      return this;
    }

    /** How the body is encoded. */
    public Builder contentEncoding(@Nullable String contentEncoding) {
      this.contentEncoding = contentEncoding;
      return this;
    }

    /** How long the broker keeps it back at first; not negative. */
    public Builder delay(Duration delay) {
      this.delay = delay;
      return this;
    }

    /**
     * What the broker's duplicate detection compares, 1 to 128 characters; null for the default.
     */
    public Builder deduplicationId(@Nullable String deduplicationId) {
      this.deduplicationId = deduplicationId;
      return this;
    }

    /** Its earlier lives. */
    public Builder history(History history) {
      this.history = history;
      return this;
    }

    /** Replaces Ferry's own notes by a copy of these. */
    public Builder notes(Map<String, String> notes) {
      this.notes = Pairs.copy(notes);
      return this;
    }

    /**
     * The message.
     *
     * @throws MessagingException INVALID_ARGUMENT when a name, value or number cannot travel: a
     *     blank or over-long id, an unpaired surrogate, a reserved attribute name, a timestamp more
     *     than 30,000 years away, a negative delay
     */
    public Message build() {
      Builder copy = new Builder(this);
      copy.id = id == null ? UUID.randomUUID().toString() : Text.checked("id", id, Text.MAX_ID);
      if (!received) {
        checkWhatTravels();
        copy.attributes = Text.pairs("attribute", attributes);
        copy.notes = Text.pairs("note", notes);
      }
      if (deduplicationId != null) {
        Text.checked("deduplication id", deduplicationId, 128);
      }
      if (delay.isNegative()) {
        throw MessagingException.invalid("build message '" + copy.id + "': delay is negative");
      }
      return new Message(copy);
    }

    private void checkWhatTravels() {
      if (orderingKey != null) {
        Text.checked("ordering key", orderingKey, 128);
      }
      if (contentType != null) {
        Text.checked("content type", contentType);
      }
      if (contentEncoding != null) {
        Text.checked("content encoding", contentEncoding);
      }
      if (timestamp != null) {
        Text.checked("timestamp", timestamp);
      }
    }

    private boolean sameAs(Builder other) {
      return body.equals(other.body)
          && Objects.equals(id, other.id)
          && Objects.equals(orderingKey, other.orderingKey)
          && attributes.equals(other.attributes)
          && Objects.equals(timestamp, other.timestamp)
          && Objects.equals(contentType, other.contentType)
          && Objects.equals(contentEncoding, other.contentEncoding)
          && delay.equals(other.delay)
          && Objects.equals(deduplicationId, other.deduplicationId)
          && history.equals(other.history)
          && notes.equals(other.notes);
    }
  }
}
