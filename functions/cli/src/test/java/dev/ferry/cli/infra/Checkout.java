package dev.ferry.cli.infra;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the Terraform modules are, seen from a module's tests. */
final class Checkout {
  private Checkout() {}

  /** A file or folder of the checkout. */
  static Path at(String path) {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("infra-terraform"))) {
      folder = requireNonNull(folder.getParent());
    }
    return folder.resolve(path);
  }
}
