package dev.ferry.messaging.internal;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A text of the wire, kept in a file, and what it means, kept beside it.
 *
 * @param name the folder and the file's name
 * @param text the attribute's value
 * @param meaning what it means, field by field
 */
record Golden(String name, String text, NavigableMap<String, String> meaning) {
  private static final Path WIRE = Path.of("src/test/resources/wire");

  static List<Golden> all(String folder) {
    try (Stream<Path> files = Files.list(WIRE.resolve(folder))) {
      return files
          .filter(file -> file.toString().endsWith(".txt"))
          .sorted()
          .map(Golden::of)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Golden of(Path file) {
    Path meaning = Path.of(file.toString().replace(".txt", ".properties"));
    try (Reader reader = Files.newBufferedReader(meaning)) {
      Properties properties = new Properties();
      properties.load(reader);
      NavigableMap<String, String> fields = new TreeMap<>();
      properties.stringPropertyNames().forEach(n -> fields.put(n, properties.getProperty(n)));
      String text = Files.readString(file).replaceFirst("\n$", "");
      return new Golden(WIRE.relativize(file).toString(), text, fields);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The fields whose names begin with {@code prefix}, without it. */
  NavigableMap<String, String> behind(String prefix) {
    NavigableMap<String, String> fields = new TreeMap<>();
    meaning.forEach(
        (field, value) -> {
          if (field.startsWith(prefix)) {
            fields.put(field.substring(prefix.length()), value);
          }
        });
    return fields;
  }

  @Override
  public String toString() {
    return name;
  }
}
