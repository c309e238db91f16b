package dev.ferry.functions.google.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.functions.google.LocalIssuer;
import dev.ferry.simulation.VirtualClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When keys are fetched, and for how long they hold. */
class SigningKeysTest {
  private final VirtualClock clock = VirtualClock.create();
  private final LocalIssuer issuer = LocalIssuer.start(clock);
  private final SigningKeys keys = new SigningKeys(issuer.keys(), clock);

  @AfterEach
  void stop() {
    issuer.close();
  }

  @Test
  void keys_areFetchedOnce_forAsLongAsTheDocumentSays() throws KeysUnreachable {
    issuer.setMaxAge(Duration.ofMinutes(30));
    assertThat(keys.find("key-0")).isPresent();
    clock.advance(Duration.ofMinutes(29));
    assertThat(keys.find("key-0")).isPresent();
    assertThat(issuer.fetches()).isEqualTo(1);

    clock.advance(Duration.ofMinutes(1));
    assertThat(keys.find("key-0")).isPresent();
    assertThat(issuer.fetches()).isEqualTo(2);
  }

  @Test
  void documentThatSaysNothingOfItsAge_holdsForAMinute() throws KeysUnreachable {
    issuer.setMaxAge(Duration.ZERO);
    keys.find("key-0");
    clock.advance(Duration.ofSeconds(59));
    keys.find("key-0");
    assertThat(issuer.fetches()).isEqualTo(1);

    clock.advance(Duration.ofSeconds(1));
    keys.find("key-0");
    assertThat(issuer.fetches()).isEqualTo(2);
  }

  @Test
  void newKey_isFoundWhenItsFirstTokenComes_andTheOldOneIsGone() throws KeysUnreachable {
    keys.find("key-0");
    issuer.rotate();
    clock.advance(SigningKeys.REST);

    assertThat(keys.find("key-1")).isPresent();
    assertThat(keys.find("key-0")).isEmpty();
  }

  @Test
  void inventedKeys_makeNobodyFetch_moreOftenThanEveryTenSeconds() throws KeysUnreachable {
    for (int i = 0; i < 50; i++) {
      assertThat(keys.find("invented-" + i)).isEmpty();
    }
    assertThat(issuer.fetches()).isEqualTo(1);

    clock.advance(SigningKeys.REST);
    assertThat(keys.find("invented")).isEmpty();
    assertThat(issuer.fetches()).isEqualTo(2);
  }

  @Test
  void outage_isSurvivedADay_byTheKeysThatAreKnown() throws KeysUnreachable {
    issuer.setMaxAge(Duration.ofHours(1));
    keys.find("key-0");
    issuer.close();
    clock.advance(Duration.ofHours(24));
    assertThat(keys.find("key-0")).isPresent();

    clock.advance(Duration.ofHours(1));
    assertThatThrownBy(() -> keys.find("key-0"))
        .isInstanceOf(KeysUnreachable.class)
        .hasMessageStartingWith("fetch the issuer's keys from http://127.0.0.1");
  }

  @Test
  void inAnOutage_nobodyCanSayOfAnUnknownKey() throws KeysUnreachable {
    keys.find("key-0");
    issuer.close();
    clock.advance(SigningKeys.REST);

    assertThatThrownBy(() -> keys.find("key-1")).isInstanceOf(KeysUnreachable.class);
    assertThat(keys.find("key-0")).isPresent();
  }

  @Test
  void documentThatIsNotThere_isSaid() throws KeysUnreachable {
    SigningKeys unreachable = new SigningKeys(issuer.keys().resolve("/nothing"), clock);
    assertThatThrownBy(() -> unreachable.find("key-0"))
        .isInstanceOf(KeysUnreachable.class)
        .hasMessageContaining("status 404");
  }
}
