package dev.ferry.cli.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The real orders, where they lie beside the checkout; nothing of them is in it. */
final class Northwind {
  static final long CENTS = 89_639_730;

  private Northwind() {}

  static Optional<Path> file() {
    @Nullable Path folder = Path.of("").toAbsolutePath();
    while (folder != null) {
      Path file = folder.resolve("shared/data/northwind-orders.jsonl");
      if (Files.isReadable(file)) {
        return Optional.of(file);
      }
      folder = folder.getParent();
    }
    return Optional.empty();
  }
}
