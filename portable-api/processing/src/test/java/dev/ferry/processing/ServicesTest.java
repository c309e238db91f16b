package dev.ferry.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServicesTest {
  private final World world = new World();

  @Test
  void defaults_needNothing() {
    Services services = Services.builder().build();

    assertThat(services.store()).isEmpty();
    assertThat(services.deadLetters()).isEmpty();
    assertThat(services.parked()).isEmpty();
    assertThat(services.channels()).isEmpty();
    assertThat(services.host()).isEmpty();
    assertThat(services.random().nextLong()).isNotEqualTo(services.random().nextLong());
  }

  @Test
  void tokens_are128Bits_eachItsOwn() {
    Set<String> tokens =
        Stream.generate(Services.builder().build().tokens())
            .limit(1000)
            .collect(Collectors.toSet());

    assertThat(tokens).hasSize(1000).allMatch(token -> token.matches("[0-9a-f]{32}"));
  }

  @Test
  void copies_keepWhatTheyWereTold_andChangeNothingBehind() {
    SplittableRandom random = new SplittableRandom(1);
    Services services =
        world.services().toBuilder()
            .random(random)
            .tokens(() -> "token")
            .parked(world.publisher("park"))
            .build();
    Services copy =
        services.toBuilder().host("other").channel("more", world.publisher("more")).build();

    assertThat(copy.host()).isEqualTo("other");
    assertThat(copy.channels()).containsOnlyKeys("receipts", "more");
    assertThat(copy.random()).isSameAs(random);
    assertThat(copy.tokens().get()).isEqualTo("token");
    assertThat(copy.parked()).isPresent().isEqualTo(services.parked());
    assertThat(copy.store()).isEqualTo(services.store());
    assertThat(copy.timeline()).isSameAs(world.timeline);
    assertThat(copy.executor()).isSameAs(services.executor());
    assertThat(copy.pause()).isSameAs(services.pause());
    assertThat(services.host()).isEqualTo("test-host");
    assertThat(services.channels()).containsOnlyKeys("receipts");
  }

  @Test
  void builder_usedAfterwards_changesNothingItBuilt() {
    Services.Builder builder = world.services().toBuilder();
    Services services = builder.build();
    builder.host("other").channel("more", world.publisher("more"));

    assertThat(services.host()).isEqualTo("test-host");
    assertThat(services.channels()).containsOnlyKeys("receipts");
  }

  @Test
  void pause_waitsForTheTimeline() throws Exception {
    Services services = Services.builder().timeline(world.timeline).build();
    CompletableFuture<Boolean> paused =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                services.pause().pause(Duration.ofSeconds(5));
                return true;
              } catch (InterruptedException interrupted) {
                return false;
              }
            });
    Await.until("it waits", () -> world.clock.nextTimer().isPresent());
    world.clock.advance(Duration.ofMillis(4999));
    assertThat(paused).isNotDone();

    world.clock.advance(Duration.ofMillis(1));
    assertThat(paused.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void pause_endsWhenItsThreadIsInterrupted() {
    Services services = Services.builder().timeline(world.timeline).build();
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> services.pause().pause(Duration.ofSeconds(5)))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void listeners_areToldOneAfterTheOther_evenWhenTheFirstThrows() {
    List<String> heard = new ArrayList<>();
    ProcessingListener first =
        event -> {
          heard.add("first");
          throw new IllegalStateException("a listener's own mistake");
        };
    ProcessingEvent event =
        new ProcessingEvent(ProcessingEvent.Kind.HANDLED, "payment", "o1", 0, 1, Duration.ZERO, "");

    assertThatThrownBy(() -> first.and(other -> heard.add("second")).on(event))
        .isInstanceOf(IllegalStateException.class);
    assertThat(heard).containsExactly("first", "second");
  }

  @Test
  void metrics_haveNamesOfTheirOwn() {
    assertThat(Stream.of(ProcessingMetric.values()).map(ProcessingMetric::metricName))
        .doesNotHaveDuplicates()
        .allMatch(name -> name.startsWith("ferry."));
    assertThat(ProcessingMetric.DURATION.unit()).isEqualTo("s");
  }
}
