package dev.ferry.junit;

import dev.ferry.idempotency.InMemoryCommit;
import dev.ferry.messaging.Codec;
import dev.ferry.messaging.Message;
import dev.ferry.processing.Application;
import dev.ferry.processing.Context;
import dev.ferry.processing.Wiring;
import java.util.ArrayList;
import java.util.List;

/** A shop that ships what is ordered, and announces it; its effects are kept in lists. */
final class Shop implements Application {
  private final List<String> shipped = new ArrayList<>();
  private final List<String> announced = new ArrayList<>();

  @Override
  public void configure(Wiring wiring) {
    wiring
        .handler("ship", Codec.utf8(), () -> this::ship)
        .deadLetterOn(IllegalArgumentException.class);
    wiring.handler("announce", Codec.utf8(), () -> this::announce);
  }

  private void ship(String order, Context context) {
    if (order.isBlank()) {
      throw new IllegalArgumentException("an order of nothing");
    }
    context.publish("parcels", Message.of(order));
    commit(context, () -> shipped.add(order));
  }

  private void announce(String parcel, Context context) {
    commit(context, () -> announced.add(parcel));
  }

  private static void commit(Context context, Runnable effect) {
    context.completion().unwrap(InMemoryCommit.class).orElseThrow().commit(effect);
  }

  List<String> shipped() {
    return shipped;
  }

  List<String> announced() {
    return announced;
  }
}
