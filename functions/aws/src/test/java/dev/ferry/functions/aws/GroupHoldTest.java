package dev.ferry.functions.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.messaging.Body;
import dev.ferry.messaging.Message;
import dev.ferry.processing.Disposition;
import dev.ferry.processing.Disposition.Cause;
import dev.ferry.processing.Disposition.Why;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GroupHoldTest {
  private static final Disposition LATER = back(5, Why.RETRY);
  private static final Disposition UNTRIED = back(0, Why.NOT_ATTEMPTED);

  private static Disposition back(int seconds, Why why) {
    return new Disposition.Redeliver(Duration.ofSeconds(seconds), why);
  }

  private static Message of(String group) {
    return Message.builder(Body.of("x")).orderingKey(group).build();
  }

  @Test
  void fifo_followersStayHiddenAsLongAsTheHeadOfTheirGroup_othersDoNot() {
    GroupHold hold = new GroupHold(true);

    assertThat(hold.of(of("a"), LATER)).contains(Duration.ofSeconds(5));
    assertThat(hold.of(of("b"), UNTRIED)).contains(Duration.ZERO);
    assertThat(hold.of(of("a"), UNTRIED)).contains(Duration.ofSeconds(5));
  }

  @Test
  void fifo_behindOneWhoseLeaseRunsOut_leasesRunOut() {
    GroupHold hold = new GroupHold(true);

    assertThat(hold.of(of("a"), new Disposition.Leave(Cause.FENCED_OUT))).isEmpty();
    assertThat(hold.of(of("a"), UNTRIED)).isEmpty();
  }

  @Test
  void standardQueue_everyMessageForItself() {
    GroupHold hold = new GroupHold(false);

    assertThat(hold.of(of("tenant"), LATER)).contains(Duration.ofSeconds(5));
    assertThat(hold.of(of("tenant"), UNTRIED)).contains(Duration.ZERO);
  }
}
