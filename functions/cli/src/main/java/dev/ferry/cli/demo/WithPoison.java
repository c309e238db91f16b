package dev.ferry.cli.demo;

import dev.ferry.samples.orders.SampleOrders;
import java.util.Iterator;
import java.util.List;

/** Inputs with poison spread evenly among them. */
final class WithPoison implements Inputs {
  private final Inputs inputs;
  private final int poison;

  WithPoison(Inputs inputs, int poison) {
    this.inputs = inputs;
    this.poison = poison;
  }

  @Override
  public Iterator<Input> iterator() {
    Iterator<Input> orders = inputs.iterator();
    int gap = inputs.size() / (poison + 1);
    return new Iterator<>() {
      private int untilPoison = gap;
      private int poisoned;

      @Override
      public boolean hasNext() {
        return orders.hasNext() || poisoned < poison;
      }

      @Override
      public Input next() {
        if (poisoned < poison && (untilPoison == 0 || !orders.hasNext())) {
          untilPoison = gap;
          String id = "poison-" + poisoned;
          return new Input(id, null, id, SampleOrders.poison(poisoned++));
        }
        untilPoison--;
        return orders.next();
      }
    };
  }

  @Override
  public int size() {
    return inputs.size() + poison;
  }

  @Override
  public List<String> refusedLines() {
    return inputs.refusedLines();
  }
}
