package dev.ferry.functions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.functions.spi.StoreFactory;
import dev.ferry.idempotency.IdempotencyStore;
import dev.ferry.idempotency.InMemoryIdempotencyStore;
import dev.ferry.idempotency.LifeRules;
import dev.ferry.messaging.Address;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.Timeline;
import dev.ferry.processing.HandlerSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a function says of the variables that it cannot start with. */
class FunctionEnvironmentTest {
  private static final String POLICY =
      new FunctionPolicy(HandlerSettings.of("payment", "orders"), "dead", null, null, false)
          .toJson();

  private static FunctionEnvironment with(String... pairs) {
    return new FunctionEnvironment(
        pairs.length == 2
            ? Map.of(pairs[0], pairs[1])
            : Map.of(pairs[0], pairs[1], pairs[2], pairs[3]));
  }

  @Test
  void missingVariables_areNamed_withWhatToSetThemTo() {
    assertThatThrownBy(() -> new FunctionEnvironment(Map.of()).policy())
        .isInstanceOf(MessagingException.class)
        .hasMessage(
            "INVALID_ARGUMENT: start function: variable FERRY_POLICY is missing; set it to the"
                + " policy of the handler, as FunctionPolicy writes it");
    assertThatThrownBy(() -> with("FERRY_POLICY", POLICY).policy())
        .hasMessage(
            "INVALID_ARGUMENT: start function: variable FERRY_HANDLER is missing; set it to the"
                + " name of the handler to run");
    assertThatThrownBy(() -> with("FERRY_CHANNEL_DEAD", " ").channel("dead"))
        .hasMessage(
            "INVALID_ARGUMENT: start function: variable FERRY_CHANNEL_DEAD is missing; set it to"
                + " the address of channel 'dead'");
  }

  @Test
  void policyOfAnotherHandler_isRefused() {
    assertThatThrownBy(() -> with("FERRY_POLICY", POLICY, "FERRY_HANDLER", "shipping").policy())
        .hasMessage(
            "INVALID_ARGUMENT: start function: FERRY_POLICY is that of handler 'payment', and"
                + " FERRY_HANDLER is 'shipping'; set both for one handler");
  }

  @Test
  void valueThatIsNoAddress_isRefused_namingItsVariable() {
    assertThatThrownBy(() -> with("FERRY_CHANNEL_DEAD", "dead letters").channel("dead"))
        .hasMessage(
            "INVALID_ARGUMENT: start function: variable FERRY_CHANNEL_DEAD is no address; write"
                + " scheme:name");
    assertThatThrownBy(() -> with("FERRY_STORE", "records").store())
        .hasMessage(
            "INVALID_ARGUMENT: start function: variable FERRY_STORE is no address; write"
                + " scheme:name");
  }

  @Test
  void store_isOpenedByTheFactoryOfItsScheme() {
    FunctionStores stores = new FunctionStores(List.of(new Memory()));

    assertThat(stores.open(Address.parse("memory:records"), Timeline.system()))
        .isInstanceOf(InMemoryIdempotencyStore.class);
    assertThat(new FunctionEnvironment(Map.of()).store()).isEmpty();
  }

  @Test
  void storeThatNothingOpens_isRefused_andSoIsAnUnknownParameter() {
    FunctionStores stores = new FunctionStores(List.of(new Memory()));

    assertThatThrownBy(() -> stores.open(Address.parse("redis:records"), Timeline.system()))
        .hasMessage(
            "INVALID_ARGUMENT: start function: variable FERRY_STORE names 'redis:records', and"
                + " nothing here opens 'redis'; known are [memory]; add the store's artefact");
    assertThatThrownBy(
            () -> stores.open(Address.parse("memory:records?tabel=x"), Timeline.system()))
        .hasMessageContaining("unknown parameter 'tabel'");
  }

  /** Keeps records in this process. */
  private static final class Memory implements StoreFactory {
    @Override
    public String scheme() {
      return "memory";
    }

    @Override
    public String example() {
      return "memory:NAME";
    }

    @Override
    public Set<String> parameters() {
      return Set.of("table");
    }

    @Override
    public IdempotencyStore open(Address address, Timeline timeline) {
      return new InMemoryIdempotencyStore(new LifeRules(Duration.ZERO), InstantSource.system());
    }
  }
}
