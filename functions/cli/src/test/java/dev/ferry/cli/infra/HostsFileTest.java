package dev.ferry.cli.infra;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.topology.Host;
import dev.ferry.topology.HostAbilities;
import dev.ferry.topology.Idempotency;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Terraform takes for the abilities of a cloud's functions is what Java does. */
class HostsFileTest {
  @ParameterizedTest
  @CsvSource({"aws, AWS", "google, GOOGLE", "azure, AZURE"})
  void fileSaysWhatHostAbilitiesSay(String cloud, Host host) throws IOException {
    Map<?, ?> file =
        (Map<?, ?>)
            Jsonb.instance()
                .type(Object.class)
                .fromJson(
                    Files.readString(Checkout.at("infra-terraform/modules/topology/hosts.json")));
    Map<String, String> said = new TreeMap<>();
    flatten("", file.get(cloud), said);

    assertThat(said).isEqualTo(expected(HostAbilities.of(host)));
  }

  private static void flatten(String path, @Nullable Object value, Map<String, String> into) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, child) -> flatten(path + "." + key, child, into));
    } else if (value instanceof List<?> list) {
      into.put(path, list.stream().map(String::valueOf).sorted().toList().toString());
    } else {
      into.put(
          path, value instanceof Number number ? "" + number.longValue() : String.valueOf(value));
    }
  }

  private static Map<String, String> expected(HostAbilities host) {
    Map<String, Object> expected = new TreeMap<>();
    HostAbilities.Broker broker = host.broker();
    expected.put(".broker.longestDelay", broker.longestDelay());
    expected.put(".broker.shortestRetention", broker.shortestRetention());
    expected.put(".broker.longestRetention", broker.longestRetention());
    expected.put(".broker.shortestAckDeadline", broker.shortestAckDeadline());
    expected.put(".broker.longestAckDeadline", broker.longestAckDeadline());
    expected.put(".broker.maxDeliveries", broker.maxDeliveries());
    expected.put(".broker.maxMessageBytes", broker.maxMessageBytes());
    expected.put(".broker.maxTopicMessageBytes", broker.maxTopicMessageBytes());
    expected.put(".broker.partitions", broker.partitions());
    expected.put(".broker.namedByArn", broker.namedByArn());
    expected.put(".broker.dedup.shortest", broker.dedup().shortest());
    expected.put(".broker.dedup.longest", broker.dedup().longest());
    expected.put(".broker.dedup.orderedOnly", broker.dedup().orderedOnly());
    expected.put(".broker.filter.attributes", broker.filter().attributes());
    expected.put(".broker.filter.combinations", broker.filter().combinations());
    expected.put(".broker.filter.expression", broker.filter().expression());
    HostAbilities.Redelivery redelivery = host.redelivery();
    expected.put(".redelivery.precision", redelivery.precision().name().toLowerCase(Locale.ROOT));
    expected.put(".redelivery.longestDelay", redelivery.longestDelay());
    expected.put(".redelivery.delayIsLease", redelivery.delayIsLease());
    expected.put(".redelivery.atOnceIfOrdered", redelivery.atOnceIfOrdered());
    expected.put(".redelivery.leaseRenewed", redelivery.leaseRenewed());
    expected.put(".redelivery.timeoutsInLease", redelivery.timeoutsInLease());
    expected.put(".batches.max", host.batches().max());
    expected.put(".batches.maxOrdered", host.batches().maxOrdered());
    expected.put(".batches.maxWithoutWindow", host.batches().maxWithoutWindow());
    expected.put(".batches.longestWindow", host.batches().longestWindow());
    expected.put(".batches.longestOrderedWindow", host.batches().longestOrderedWindow());
    expected.put(".runs.longestTimeout", host.runs().longestTimeout());
    expected.put(".runs.fewest", host.runs().fewest());
    expected.put(
        ".runs.directGivesUp",
        host.runs().directGivesUpAfter().<Object>map(Duration::toMillis).orElse("null"));
    expected.put(".runs.maxVariablesBytes", host.runs().maxVariablesBytes());
    expected.put(
        ".stores", host.stores().stream().map(HostsFileTest::word).sorted().toList().toString());
    Map<String, String> texts = new TreeMap<>();
    expected.forEach((key, value) -> texts.put(key, text(value)));
    return texts;
  }

  private static String text(Object value) {
    return value instanceof Duration duration
        ? Long.toString(duration.toMillis())
        : String.valueOf(value);
  }

  private static String word(Idempotency.Store store) {
    return store.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
