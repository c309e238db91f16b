package dev.ferry.cli.demo;

import dev.ferry.messaging.Body;
import dev.ferry.samples.orders.Order;
import dev.ferry.samples.orders.OrderMessages;
import dev.ferry.samples.orders.SampleOrders;
import java.util.Iterator;
import java.util.List;

/** Made-up orders, made as they are asked for. */
final class GeneratedOrders implements Inputs {
  private final long seed;
  private final int count;

  GeneratedOrders(long seed, int count) {
    this.seed = seed;
    this.count = count;
  }

  @Override
  public Iterator<Input> iterator() {
    return SampleOrders.generate(seed, count).map(GeneratedOrders::input).iterator();
  }

  private static Input input(Order order) {
    Body body = OrderMessages.orders().encode(order);
    return new Input(order.orderId(), order.orderId(), order.customerId(), body);
  }

  @Override
  public int size() {
    return count;
  }

  @Override
  public List<String> refusedLines() {
    return List.of();
  }
}
