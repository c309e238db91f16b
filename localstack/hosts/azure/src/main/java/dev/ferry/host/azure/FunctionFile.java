package dev.ferry.host.azure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A function as its function.json says it. Immutable.
 *
 * @param name the function's, which is its folder's
 * @param entryPoint class and method
 * @param trigger the fields of its trigger
 */
public record FunctionFile(String name, String entryPoint, Map<String, @Nullable Object> trigger) {
  private static final String FILE = "function.json";
  private static final String SERVICE_BUS = "serviceBusTrigger";
  private static final String TIMER = "timerTrigger";

  /** Reads every function of an unpacked app, sorted by name. */
  public static List<FunctionFile> all(Path app) throws IOException {
    List<Path> files;
    try (Stream<Path> folders = Files.list(app)) {
      files =
          folders
              .map(folder -> folder.resolve(FILE))
              .filter(Files::isRegularFile)
              .sorted()
              .toList();
    }
    List<FunctionFile> functions = new ArrayList<>();
    for (Path file : files) {
      functions.add(read(file));
    }
    return functions;
  }

  private static FunctionFile read(Path file) throws IOException {
    Map<String, @Nullable Object> json = Json.object(Files.readString(file));
    String name = String.valueOf(file.getName(file.getNameCount() - 2));
    Map<String, @Nullable Object> trigger = new LinkedHashMap<>();
    if (json.get("bindings") instanceof List<?> bindings) {
      for (Object binding : bindings) {
        if (binding instanceof Map<?, ?> fields
            && String.valueOf(fields.get("type")).endsWith("Trigger")) {
          fields.forEach((field, value) -> trigger.put(String.valueOf(field), value));
        }
      }
    }
    if (trigger.isEmpty() || !(json.get("entryPoint") instanceof String entryPoint)) {
      throw new IOException(
          "read the function.json of '" + name + "': it needs an entryPoint and a trigger");
    }
    return new FunctionFile(name, entryPoint, trigger);
  }

  /** Whether messages of Service Bus start it. */
  public boolean onServiceBus() {
    return text("type").equals(SERVICE_BUS);
  }

  /** Whether the time starts it. */
  public boolean onTimer() {
    return text("type").equals(TIMER);
  }

  /** Whether its queue has sessions. */
  public boolean sessions() {
    return Boolean.TRUE.equals(trigger.get("isSessionsEnabled"));
  }

  /** Whether it gets several messages at once. */
  public boolean many() {
    return text("cardinality").toLowerCase(Locale.ROOT).equals("many");
  }

  /** Whether it gets bodies as bytes. */
  public boolean binary() {
    return text("dataType").toLowerCase(Locale.ROOT).equals("binary");
  }

  /** Whether a class runs it. */
  public boolean isOf(String entry) {
    return entryPoint.startsWith(entry + ".");
  }

  /** A field of the trigger; empty where it does not say it. */
  public String text(String field) {
    Object value = trigger.get(field);
    return value == null ? "" : value.toString();
  }
}
