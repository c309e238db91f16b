package dev.ferry.host.azure;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a function app. Immutable.
 *
 * @param all by their names
 */
record AppSettings(Map<String, String> all) {
  private static final Pattern NAMED = Pattern.compile("%([^%]+)%");

  AppSettings {
    all = Map.copyOf(all);
  }

  @Nullable String find(String name) {
    return all.get(name);
  }

  /**
   * A setting that has to be there.
   *
   * @throws IllegalArgumentException when it is not
   */
  String required(String name, String why) {
    String value = all.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException(
          "start function app: there is no setting %s, %s".formatted(name, why));
    }
    return value;
  }

  /** Puts settings in the place of their names between percent signs. */
  String resolve(String text) {
    Matcher names = NAMED.matcher(text);
    return names.replaceAll(
        name -> Matcher.quoteReplacement(required(name.group(1), "which a trigger is made with")));
  }

  /** Whether the host leaves a function out. */
  boolean disabled(String function) {
    String value = all.getOrDefault("AzureWebJobs." + function + ".Disabled", "");
    return value.equalsIgnoreCase("true") || value.equals("1");
  }
}
