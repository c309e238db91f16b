package dev.ferry.processing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ferry.messaging.Codec;
import dev.ferry.messaging.ErrorCode;
import dev.ferry.messaging.MessagingException;
import dev.ferry.messaging.SubscriptionOptions;
import dev.ferry.processing.retry.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WiringTest {
  private static final MessageHandler<String> NOTHING = (payload, context) -> {};

  @Test
  void names_keepTheOrderOfTheApplication() {
    Wiring wiring =
        Wiring.of(
            application -> {
              for (String name : new String[] {"zeta", "alpha", "mid", "beta"}) {
                application.handler(name, Codec.utf8(), () -> NOTHING);
              }
            });

    assertThat(wiring.names()).containsExactly("zeta", "alpha", "mid", "beta");
  }

  @Test
  void handler_isNotMadeUntilItRuns() {
    List<String> made = new ArrayList<>();
    Wiring wiring =
        Wiring.of(
            application ->
                application.handler(
                    "payment",
                    Codec.utf8(),
                    () -> {
                      made.add("payment");
                      return NOTHING;
                    }));
    assertThat(made).isEmpty();

    assertThat(wiring.binding("payment").newHandler()).isSameAs(NOTHING);
    assertThat(made).hasSize(1);
  }

  @Test
  void nameThatIsTaken_isRefused() {
    assertThatThrownBy(
            () ->
                Wiring.of(
                    application -> {
                      application.handler("payment", Codec.utf8(), () -> NOTHING);
                      application.handler("payment", Codec.utf8(), () -> NOTHING);
                    }))
        .isInstanceOfSatisfying(
            MessagingException.class,
            refused -> assertThat(refused.code()).isEqualTo(ErrorCode.ALREADY_EXISTS));
  }

  @Test
  void nameThatNobodyBound_isRefused_withThoseThatAre() {
    Wiring wiring =
        Wiring.of(application -> application.handler("payment", Codec.utf8(), () -> NOTHING));

    assertThatThrownBy(() -> wiring.binding("paiment"))
        .hasMessageContaining("'paiment'")
        .hasMessageContaining("[payment]");
  }

  @Test
  void binding_saysWhatItWasTold() {
    SubscriptionOptions reading = SubscriptionOptions.idFromAttribute("order-id");
    HandlerBinding<String> binding =
        new HandlerBinding<>("payment", Codec.utf8(), () -> NOTHING)
            .deadLetterOn(IllegalArgumentException.class)
            .retryOn(NumberFormatException.class)
            .discardOn(IllegalStateException.class, "stale")
            .when(failure -> failure instanceof IOException, Verdict.deadLetter())
            .readingIdsBy(reading)
            .requireStableIds();

    assertThat(binding.name()).isEqualTo("payment");
    assertThat(binding.rules().judge(new IllegalArgumentException()))
        .isEqualTo(Verdict.deadLetter());
    assertThat(binding.rules().judge(new NumberFormatException())).isEqualTo(Verdict.retry());
    assertThat(binding.rules().judge(new IllegalStateException()))
        .isEqualTo(Verdict.discard("stale"));
    assertThat(binding.rules().judge(new IOException())).isEqualTo(Verdict.deadLetter());
    assertThat(binding.subscription()).isSameAs(reading);
    assertThat(binding.stableIdsRequired()).isTrue();
  }

  @Test
  void middleware_standsAround_theLaterTheFurtherOut() throws Exception {
    List<String> log = new ArrayList<>();
    Wiring wiring =
        Wiring.of(
            application -> {
              application.handler(
                  "payment", Codec.utf8(), () -> (payload, context) -> log.add("handler"));
              application.around(logging("inner", log)).around(logging("outer", log));
              application.handler("audit", Codec.utf8(), () -> NOTHING);
            });
    World world = new World();
    world.bound = binding -> binding.around(logging("one", log)).around(logging("two", log));
    world.processOne(world.processor((order, context) -> log.add("handler")), "o1");

    assertThat(log).containsExactly("two of payment", "one of payment", "handler");
    assertThat(wiring.binding("audit").newHandler()).isSameAs(NOTHING);
    assertThat(wiring.binding("payment").newHandler()).isNotSameAs(NOTHING);
  }

  private static Middleware logging(String name, List<String> log) {
    return new Middleware() {
      @Override
      public <T> MessageHandler<T> around(String handler, MessageHandler<T> inner) {
        return (payload, context) -> {
          log.add(name + " of " + handler);
          inner.handle(payload, context);
        };
      }
    };
  }
}
