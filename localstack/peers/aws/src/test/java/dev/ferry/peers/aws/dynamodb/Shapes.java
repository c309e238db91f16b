package dev.ferry.peers.aws.dynamodb;

import java.util.List;
import java.util.stream.Stream;

/** Every shape of request that the store and the ledger send, and how it is refused. */
final class Shapes {
  private Shapes() {}

  static Stream<Shape> all() {
    return Stream.of(
            ItemShapes.all(),
            BatchShapes.all(),
            TransactionShapes.all(),
            ReadShapes.all(),
            RefusalShapes.all())
        .flatMap(List::stream);
  }
}
