package dev.ferry.host.azure;

import dev.ferry.peers.azure.servicebus.ServiceBusPeer;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An unpacked function app of {@link ScriptedFunctions}. */
final class AppFolder {
  static final String QUEUE = "work";

  private final Path folder;

  AppFolder(Path folder) throws IOException {
    this.folder = folder;
    hostFile("{\"version\":\"2.0\"}");
  }

  Path path() {
    return folder;
  }

  void hostFile(String json) throws IOException {
    Files.writeString(folder.resolve("host.json"), json);
  }

  /** A function with one message at a time, or a batch, and what else its trigger says. */
  AppFolder with(String function, String method, String binding, String more) throws IOException {
    Path file = Files.createDirectories(folder.resolve(function)).resolve("function.json");
    Files.writeString(
        file,
        """
        {"scriptFile":"../function.jar","entryPoint":"%s.%s","bindings":[{
        "type":"serviceBusTrigger","direction":"in","name":"%s","connection":"BUS",
        "dataType":"binary","queueName":"%%QUEUE%%"%s}]}
        """
            .formatted(ScriptedFunctions.class.getName(), method, binding, more));
    return this;
  }

  /** A function that the setting WHEN says the time of. */
  AppFolder withTimer(String function) throws IOException {
    Path file = Files.createDirectories(folder.resolve(function)).resolve("function.json");
    Files.writeString(
        file,
        """
        {"scriptFile":"../function.jar","entryPoint":"%s.due","bindings":[{
        "type":"timerTrigger","direction":"in","name":"timer","schedule":"%%WHEN%%"}]}
        """
            .formatted(ScriptedFunctions.class.getName()));
    return this;
  }

  FunctionAppSpec spec(ServiceBusPeer bus, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("QUEUE", QUEUE);
    settings.put("BUS", bus.connectionString());
    settings.put("AzureFunctionsJobHost__extensions__serviceBus__sessionIdleTimeout", "00:00:00.2");
    settings.putAll(more);
    return new FunctionAppSpec("app", folder, List.of(classes()), settings, 1);
  }

  private static Path classes() {
    try {
      return Path.of(
          ScriptedFunctions.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException nowhere) {
      throw new AssertionError(nowhere);
    }
  }
}
