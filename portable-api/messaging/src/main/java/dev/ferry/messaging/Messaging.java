package dev.ferry.messaging;

import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.MessagingProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Opens publishers and subscriptions by address, on whatever providers are there.
 *
 * <p>Safe for use by any number of threads. Closing it closes the providers; what it opened is
 * closed by whoever asked for it.
 */
public final class Messaging implements AutoCloseable {
  private final Map<String, MessagingProvider> providers;
  private final MessagingListener listener;
  private final Timeline timeline;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Messaging(Builder builder) {
    this.providers = new LinkedHashMap<>(builder.providers);
    this.listener = builder.listener;
    this.timeline = builder.timeline;
  }

  /** With every provider on the class path. */
  public static Messaging load() {
    Builder builder = builder();
    ServiceLoader.load(MessagingProvider.class).forEach(builder::provider);
    return builder.build();
  }

  /** With the providers that are handed over. */
  public static Builder builder() {
    return new Builder();
  }

  /** A publisher with the default options. */
  public Publisher publisher(String uri) {
    return publisher(Address.parse(uri), PublisherOptions.defaults());
  }

  /**
   * A publisher to a queue or topic.
   *
   * @throws MessagingException INVALID_ARGUMENT for an unknown scheme or parameter; otherwise what
   *     the broker said
   */
  public Publisher publisher(Address address, PublisherOptions options) {
    MessagingProvider provider = provider(address);
    return new Publisher(
        address, provider.openPublisher(address, timeline), options, listener, timeline);
  }

  /** A subscription with the default options. */
  public Subscription subscription(String uri) {
    return subscription(Address.parse(uri), SubscriptionOptions.defaults());
  }

  /**
   * A subscription to a queue.
   *
   * @throws MessagingException INVALID_ARGUMENT for an unknown scheme or parameter; otherwise what
   *     the broker said
   */
  public Subscription subscription(Address address, SubscriptionOptions options) {
    MessagingProvider provider = provider(address);
    return new Subscription(
        address, provider.openSubscription(address, timeline), options, listener);
  }

  /**
   * What makes channels of this scheme.
   *
   * @throws MessagingException UNSUPPORTED when its provider makes none
   */
  public ChannelAdmin admin(String scheme) {
    return byScheme(scheme)
        .admin()
        .orElseThrow(
            () ->
                MessagingException.unsupported(
                    "make channels of '" + scheme + "': its provider cannot; use Terraform"));
  }

  /** The time that everything opened here goes by. */
  public Timeline timeline() {
    return timeline;
  }

  private MessagingProvider provider(Address address) {
    if (closed.get()) {
      throw MessagingException.cancelled("open '" + address + "': messaging is closed");
    }
    MessagingProvider provider = byScheme(address.scheme());
    address.allowing(provider.parameters());
    return provider;
  }

  private MessagingProvider byScheme(String scheme) {
    MessagingProvider provider = providers.get(scheme);
    if (provider == null) {
      List<String> known = new ArrayList<>(providers.keySet());
      known.sort(null);
      throw MessagingException.invalid(
          "find provider '"
              + scheme
              + "': not on the class path; there are "
              + known
              + "; add the provider's artefact");
    }
    return provider;
  }

  /** Closes the providers, every one of them whatever the others throw. Idempotent. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    RuntimeException first = null;
    for (MessagingProvider provider : providers.values()) {
      try {
        provider.close();
      } catch (RuntimeException failed) {
        if (first == null) {
          first = failed;
        } else {
          first.addSuppressed(failed);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /** Collects providers. Not safe for use by threads. */
  public static final class Builder {
    private final Map<String, MessagingProvider> providers = new LinkedHashMap<>();
    private MessagingListener listener = MessagingListener.noop();
    private Timeline timeline = Timeline.system();

    private Builder() {}

    /**
     * Adds a provider.
     *
     * @throws MessagingException INVALID_ARGUMENT when another has its scheme
     */
    public Builder provider(MessagingProvider provider) {
      MessagingProvider other = providers.putIfAbsent(provider.scheme(), provider);
      if (other != null) {
        throw MessagingException.invalid(
            "add provider: two have the scheme '" + provider.scheme() + "'; keep one");
      }
      return this;
    }

    /** Who hears what is published and received; nobody by default. */
    public Builder listener(MessagingListener listener) {
      this.listener = listener;
      return this;
    }

    /** The time to go by; the machine's by default. */
    public Builder timeline(Timeline timeline) {
      this.timeline = timeline;
      return this;
    }

    /** The client. */
    public Messaging build() {
      return new Messaging(this);
    }
  }
}
