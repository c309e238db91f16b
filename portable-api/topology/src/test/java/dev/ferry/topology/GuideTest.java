package dev.ferry.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.topology.internal.format.FileFormat;
import dev.ferry.topology.internal.schema.Durations;
import dev.ferry.topology.internal.schema.Sizes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The guide's examples and tables are those of the code. After a change write them anew:
 *
 * <pre>{@code
 * ./mvnw -pl :ferry-topology test -Dtest=GuideTest -Dtest.jvm.args=-Dgolden=write
 * }</pre>
 */
class GuideTest {

  private static final Path GUIDE = Path.of("..", "docs", "guides", "topology.md");

  private static final Pattern BLOCK =
      Pattern.compile("<!-- (\\S+) -->\n.*?<!-- /\\1 -->", Pattern.DOTALL);

  @Test
  void guide_itsBlocks_areThoseOfTheCode() {
    String guide = Resources.text(GUIDE);
    String current = withBlocks(guide);
    if ("write".equals(System.getProperty("golden"))) {
      Resources.write(GUIDE, current);
    }

    assertThat(BLOCK.matcher(guide).results()).hasSize(5);
    assertThat(Resources.text(GUIDE)).isEqualTo(current);
  }

  private static String withBlocks(String guide) {
    return BLOCK
        .matcher(guide)
        .replaceAll(
            block -> {
              String name = block.group(1);
              return Matcher.quoteReplacement(
                  "<!-- %s -->\n%s<!-- /%s -->".formatted(name, block(name), name));
            });
  }

  private static String block(String name) {
    if (name.equals("keys")) {
      return keys();
    }
    if (name.equals("hosts")) {
      return hosts();
    }
    boolean yaml = name.endsWith(".yaml");
    String text = Resources.text(Resources.path((yaml ? "good/" : "bad/") + name));
    return "```" + (yaml ? "yaml" : "text") + "\n" + text + "```\n";
  }

  private static String keys() {
    StringBuilder table = new StringBuilder("| key | default | what it means |\n|---|---|---|\n");
    keys("", FileFormat.schema(), table);
    return table.toString();
  }

  private static void keys(String path, Map<?, ?> schema, StringBuilder table) {
    if (schema.get("anyOf") instanceof List<?> either) {
      keys(path, (Map<?, ?>) either.get(1), table);
    }
    if (schema.get("additionalProperties") instanceof Map<?, ?> named) {
      keys(path + "*NAME*.", named, table);
    }
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      properties.forEach((key, value) -> key(path + key, (Map<?, ?>) value, table));
    }
  }

  private static void key(String path, Map<?, ?> schema, StringBuilder table) {
    if (schema.containsKey("$ref")) {
      return; // an environment's, described above it
    }
    Object written = schema.get("default");
    table.append(
        "| %s | %s | %s |\n"
            .formatted(
                path, written == null ? "" : "`" + written + "`", schema.get("description")));
    if (!path.endsWith("ownQueue")) {
      keys(path + ".", schema, table);
    }
  }

  private static String hosts() {
    Map<String, Function<HostAbilities, Object>> rows = new LinkedHashMap<>();
    rows.put("a retry comes back", GuideTest::redelivery);
    rows.put("longest `retry.maxDelay`", GuideTest::longestDelay);
    rows.put("most attempts", host -> host.broker().maxDeliveries() - Topology.SPARE_DELIVERIES);
    rows.put("largest batch, ordered queue", GuideTest::batches);
    rows.put("longest `batch.window`, ordered queue", GuideTest::windows);
    rows.put("longest `timeout`", host -> host.runs().longestTimeout());
    rows.put("`ackDeadline`", GuideTest::ackDeadline);
    rows.put("longest `delay` of a queue", host -> host.broker().longestDelay());
    rows.put("`retention`", GuideTest::retention);
    rows.put("`maxMessageSize`, topic", GuideTest::sizes);
    rows.put("`dedupWindow`", GuideTest::dedup);
    rows.put("filter", GuideTest::filter);
    rows.put("`direct` calls are given up after", GuideTest::direct);
    rows.put("`idempotency.store`", GuideTest::stores);
    return row("", Host::option)
        + row("---", host -> "---")
        + rows.entrySet().stream()
            .map(row -> row(row.getKey(), host -> row.getValue().apply(host.abilities())))
            .collect(Collectors.joining());
  }

  private static String row(String title, Function<Host, Object> cell) {
    return Arrays.stream(Host.values())
        .map(host -> words(cell.apply(host)))
        .collect(Collectors.joining(" | ", "| " + title + " | ", " |\n"));
  }

  private static String words(Object value) {
    if (value instanceof Duration duration) {
      return duration.isZero()
          ? "none"
          : duration.toDays() >= 365 ? "any" : Durations.write(duration);
    }
    return String.valueOf(value);
  }

  private static String redelivery(HostAbilities host) {
    boolean exact = host.redelivery().precision() == RedeliveryDelay.EXACT;
    String how = exact ? "exactly" : "with one backoff";
    return host.redelivery().atOnceIfOrdered() ? how + "; ordered: at once" : how;
  }

  private static String longestDelay(HostAbilities host) {
    String longest = words(host.redelivery().longestDelay());
    return host.redelivery().delayIsLease() ? longest + " with the run" : longest;
  }

  private static String batches(HostAbilities host) {
    return host.batches().max() + ", " + host.batches().maxOrdered();
  }

  private static String windows(HostAbilities host) {
    return words(host.batches().longestWindow())
        + ", "
        + words(host.batches().longestOrderedWindow());
  }

  private static String ackDeadline(HostAbilities host) {
    return words(host.broker().shortestAckDeadline())
        + " to "
        + words(host.broker().longestAckDeadline());
  }

  private static String retention(HostAbilities host) {
    return words(host.broker().shortestRetention())
        + " to "
        + words(host.broker().longestRetention());
  }

  private static String sizes(HostAbilities host) {
    return Sizes.write(host.broker().maxMessageBytes())
        + ", "
        + Sizes.write(host.broker().maxTopicMessageBytes());
  }

  private static String dedup(HostAbilities host) {
    HostAbilities.Dedup dedup = host.broker().dedup();
    if (dedup.longest().isZero()) {
      return "none";
    }
    String window =
        dedup.shortest().equals(dedup.longest())
            ? words(dedup.longest())
            : words(dedup.shortest()) + " to " + words(dedup.longest());
    return dedup.orderedOnly() ? window + ", ordered only" : window;
  }

  private static String filter(HostAbilities host) {
    HostAbilities.FilterLimits filter = host.broker().filter();
    if (filter.attributes() < Integer.MAX_VALUE) {
      return filter.attributes() + " attributes, " + filter.combinations() + " combinations";
    }
    return filter.expression() < Integer.MAX_VALUE ? filter.expression() + " bytes" : "any";
  }

  private static String direct(HostAbilities host) {
    return host.runs().directGivesUpAfter().map(GuideTest::words).orElse("no such calls");
  }

  private static String stores(HostAbilities host) {
    return host.stores().stream()
        .filter(store -> store != Idempotency.Store.DEFAULT)
        .map(store -> store.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
