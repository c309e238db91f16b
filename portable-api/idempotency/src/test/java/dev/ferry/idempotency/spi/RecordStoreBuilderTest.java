package dev.ferry.idempotency.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** What every store's builder collects. */
class RecordStoreBuilderTest {
  private static final class Builder extends RecordStoreBuilder<Builder> {
    @Override
    protected Builder self() {
      return this;
    }

    StoreSettings build() {
      return settings();
    }
  }

  @Test
  void defaults_areTwoSecondsOfSkew_andTwoMillisecondsOfWindow() {
    StoreSettings settings = new Builder().build();

    assertThat(settings.skew()).isEqualTo(Duration.ofSeconds(2));
    assertThat(settings.completionWindow()).isEqualTo(Duration.ofMillis(2));
    assertThat(settings.clock().instant()).isNotNull();
  }

  @Test
  void settings_areWhatWasSet() {
    InstantSource clock = InstantSource.fixed(Instant.EPOCH);

    assertThat(
            new Builder()
                .skew(Duration.ofSeconds(1))
                .completionWindow(Duration.ZERO)
                .clock(clock)
                .build())
        .isEqualTo(new StoreSettings(Duration.ofSeconds(1), Duration.ZERO, clock));
  }
}
