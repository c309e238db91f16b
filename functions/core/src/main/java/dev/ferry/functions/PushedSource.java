package dev.ferry.functions;

import dev.ferry.messaging.Capabilities;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.spi.InboundMessage;
import dev.ferry.messaging.spi.PeekPage;
import dev.ferry.messaging.spi.ReplayPoint;
import dev.ferry.messaging.spi.Settlement;
import dev.ferry.messaging.spi.SubscriptionDriver;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A source whose host pushes its messages and settles them by its answer: it has capabilities and
 * nothing else. For {@link dev.ferry.messaging.Delivery#pushed}. Immutable.
 */
public final class PushedSource implements SubscriptionDriver {
  private final Capabilities capabilities;

  /** A source that can do this. */
  public PushedSource(Capabilities capabilities) {
    this.capabilities = capabilities;
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public List<InboundMessage> receive(int max, Duration wait) {
    throw unsupported("receive");
  }

  @Override
  public List<@Nullable MessagingException> settle(List<Settlement> settlements) {
    throw unsupported("settle");
  }

  @Override
  public PeekPage peek(@Nullable String cursor, int max) {
    throw unsupported("peek");
  }

  @Override
  public void seek(ReplayPoint point) {
    throw unsupported("seek");
  }

  private static MessagingException unsupported(String operation) {
    return MessagingException.unsupported(
        operation + ": the host pushes messages and settles them by the function's answer");
  }

  @Override
  public <T> Optional<T> unwrap(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
