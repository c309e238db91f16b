package dev.ferry.operations;

import dev.ferry.messaging.Delivery;
import dev.ferry.messaging.Subscription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at a queue page by page, as the broker can; what it sees is nobody's. */
final class PeekPass implements Pass {
  private final Subscription queue;
  private @Nullable String cursor;
  private boolean begun;

  PeekPass(Subscription queue) {
    this.queue = queue;
  }

  @Override
  public List<Delivery> next(int max) {
    while (!begun || cursor != null) {
      Subscription.Page page = queue.peek(cursor, max);
      begun = true;
      cursor = page.next();
      if (!page.deliveries().isEmpty()) {
        return page.deliveries();
      }
    }
    return List.of();
  }

  @Override
  public void leave(Delivery delivery) {}

  @Override
  public void putBack(Delivery delivery) {}

  @Override
  public boolean overfull() {
    return false;
  }

  @Override
  public void close() {}
}
