package dev.ferry.cli.infra;

import dev.ferry.messaging.Address;
import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.messaging.spi.ChannelAdmin;
import dev.ferry.messaging.spi.MessagingProvider;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.ServiceLoader;

/** How much a channel holds, as its broker says. */
final class Holdings {
  /** One page is enough to know that there is something. */
  private static final int MOST_LOOKED_AT = 100;

  private Holdings() {}

  /**
   * How many messages a channel holds; none where it is gone already. Blocks for a service call or
   * two.
   *
   * @return empty where the broker cannot say; where it can only be looked into, as Service Bus, a
   *     hundred stand for more
   * @throws MessagingException UNSUPPORTED where no provider of that broker is here; whatever made
   *     asking fail
   */
  static OptionalLong of(Address channel) {
    for (MessagingProvider provider : ServiceLoader.load(MessagingProvider.class)) {
      if (provider.scheme().equals(channel.scheme())) {
        try (provider) {
          return asked(provider, channel);
        } catch (MessagingException failed) {
          if (failed.code() == ErrorCode.NOT_FOUND) {
            return OptionalLong.of(0);
          }
          throw failed;
        }
      }
    }
    throw MessagingException.unsupported(
        "ask the depth of '" + channel + "': no provider of that broker is here");
  }

  /** By its depth, or else by a look into it. */
  static OptionalLong asked(MessagingProvider provider, Address channel) {
    Optional<ChannelAdmin.Depth> depth = provider.admin().flatMap(admin -> admin.depth(channel));
    if (depth.isPresent()) {
      return OptionalLong.of(depth.get().total());
    }
    try (SubscriptionDriver driver = provider.openSubscription(channel, Timeline.system())) {
      return driver.capabilities().peek() == Capabilities.Peek.NATIVE
          ? OptionalLong.of(driver.peek(null, MOST_LOOKED_AT).messages().size())
          : OptionalLong.empty();
    }
  }
}
