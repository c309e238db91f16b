package dev.ferry.testkit.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ferry.idempotency.Claim;
import dev.ferry.idempotency.Claim.Claimed;
import dev.ferry.idempotency.ClaimRequest;
import dev.ferry.idempotency.Written;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Claims of many at once: each is decided as if it were alone, in order. */
interface BatchTests extends StoreTests {
  /** More than any store takes in one request. */
  int MANY = 130;

  private List<String> answers(ClaimRequest... requests) {
    return scene().store().claim(List.of(requests)).stream().map(Life::inShort).toList();
  }

  @Test
  default void claimsOfNone_areNone() {
    assertThat(scene().store().claim(List.of())).isEmpty();
  }

  @Test
  default void claimsOfMany_areGranted_inOrder() {
    List<ClaimRequest> requests =
        IntStream.range(0, MANY).mapToObj(number -> scene().life().request(0)).toList();

    List<Claim> claims = scene().store().claim(requests);

    assertThat(claims.stream().map(claim -> Life.granted(claim).token()))
        .containsExactlyElementsOf(requests.stream().map(ClaimRequest::token).toList());
    assertThat(claims.stream().map(claim -> Life.granted(claim).key()))
        .containsExactlyElementsOf(requests.stream().map(ClaimRequest::key).toList());
  }

  @Test
  default void claimsOfMany_areAnsweredEachByItsRecord() {
    Stream<ClaimRequest> standing =
        Stream.of(Standing.values())
            .filter(each -> each != Standing.LEASE_OVER && each != Standing.RUNNING)
            .map(
                each -> {
                  Life life = scene().life();
                  each.reach(life, 1);
                  return life.request(1);
                });
    List<ClaimRequest> settled = standing.toList();
    Life running = scene().life();
    running.claimed(1);
    Life unknown = scene().life();

    assertThat(
            answers(
                unknown.request(0),
                settled.get(0),
                settled.get(1),
                running.request(1),
                settled.get(2),
                settled.get(3),
                running.request(0)))
        .containsExactly(
            "Claimed 1",
            "Claimed 3",
            "Completed",
            "InProgress",
            "DeadLettering",
            "DeadLettered",
            "Superseded");
  }

  @Test
  default void claimsOfOneKey_areGrantedToTheFirst() {
    Life life = scene().life();
    Life other = scene().life();

    assertThat(answers(life.request(0), other.request(0), life.request(0), life.request(0)))
        .containsExactly("Claimed 1", "Claimed 1", "InProgress", "InProgress");
  }

  @Test
  default void claimsOfOneKeyInSeveralRounds_areDecidedInOrder() {
    Life life = scene().life();
    Life other = scene().life();

    assertThat(answers(life.request(1), life.request(0), life.request(2)))
        .containsExactly("Claimed 1", "Superseded", "InProgress");
    assertThat(answers(other.request(0), other.request(1)))
        .containsExactly("Claimed 1", "InProgress");
  }

  @Test
  default void claimsOfOneKeyThatIsSettled_areToldTheSame() {
    Life completed = scene().life();
    Standing.COMPLETED.reach(completed, 0);

    assertThat(answers(completed.request(0), completed.request(0), completed.request(1)))
        .containsExactly("Completed", "Completed", "Completed");
  }

  @Test
  default void claimsOfOneBatch_areOwnedEachByItsToken() {
    Life one = scene().life();
    Life two = scene().life();
    List<Claim> claims = scene().store().claim(List.of(one.request(0), two.request(0)));
    Claimed first = Life.granted(claims.get(0));
    Claimed second = Life.granted(claims.get(1));
    Claimed mixedUp =
        new Claimed(one.key(), second.token(), 0, 1, first.until(), first.retention(), null);

    assertThat(OwnerWrite.COMPLETE.write(scene().store(), mixedUp)).isEqualTo(Written.FENCED_OUT);
    assertThat(OwnerWrite.COMPLETE.write(scene().store(), second)).isEqualTo(Written.WRITTEN);
    assertThat(OwnerWrite.RELEASE.write(scene().store(), first)).isEqualTo(Written.WRITTEN);
  }
}
