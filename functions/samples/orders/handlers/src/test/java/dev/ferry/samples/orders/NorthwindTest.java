package dev.ferry.samples.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ferry.messaging.Body;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real orders, where they lie beside the checkout: {@code shared/data/northwind-orders.jsonl}. */
class NorthwindTest {
  private static final Path FILE = Path.of("shared", "data", "northwind-orders.jsonl");

  /** The file in a folder, or in one of those above it. */
  private static Optional<Path> beside(Path folder) {
    return Stream.iterate(folder.toAbsolutePath(), above -> above != null, Path::getParent)
        .map(above -> above.resolve(FILE))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  @Test
  void realOrders_canAllBePlaced_andTheirAmountsAddUp() throws Exception {
    Optional<Path> file = beside(Path.of(""));
    assumeTrue(file.isPresent(), "no " + FILE + " beside the checkout: real orders are not read");

    List<Order> orders = read(file.orElseThrow());

    assertThat(orders).hasSize(600);
    assertThat(orders).allSatisfy(order -> assertThatCode(order::check).doesNotThrowAnyException());
    assertThat(orders.stream().mapToLong(Order::amountCents).sum()).isEqualTo(89_639_730);
  }

  private static List<Order> read(Path file) throws Exception {
    List<Order> orders = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      orders.add(OrderMessages.orders().decode(Body.of(line)));
    }
    return orders;
  }

  @Test
  void file_isFoundFromAnyFolderBelow(@TempDir Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    Files.createDirectories(file.getParent());
    Files.createFile(file);
    Path below = Files.createDirectories(folder.resolve("checkout/functions/samples"));

    assertThat(beside(below)).contains(file);
  }
}
