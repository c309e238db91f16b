package dev.ferry.topology.internal.yaml;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TreeReaderTest {

  private final Problems problems = new Problems();

  private Tree.Mapping read(String text) {
    return (Tree.Mapping) TreeReader.read(text, problems);
  }

  private static Tree at(Tree.Mapping mapping, String key) {
    return requireNonNull(mapping.entries().get(key), key);
  }

  @Test
  void read_values_haveLineAndPath() {
    Tree.Mapping root =
        read(
            """
            # a comment
            retry:
              delays:
                - 1s
                - 2s
            """);

    Tree.Mapping retry = (Tree.Mapping) at(root, "retry");
    Tree.Sequence delays = (Tree.Sequence) at(retry, "delays");
    assertThat(retry.place()).isEqualTo(new Place(2, "retry"));
    assertThat(delays.place()).isEqualTo(new Place(3, "retry.delays"));
    assertThat(delays.items().get(1).place()).isEqualTo(new Place(5, "retry.delays[1]"));
  }

  @Test
  void read_alias_hasItsOwnPathAndTheLinesOfWhatItStandsFor() {
    Tree.Mapping root = read("first: &x\n  attempts: 3\nsecond: *x\n");

    Tree.Mapping second = (Tree.Mapping) at(root, "second");
    assertThat(second.place()).isEqualTo(new Place(3, "second"));
    assertThat(second.entries().get("attempts"))
        .isEqualTo(new Tree.Scalar(new Place(2, "second.attempts"), "3", false));
  }

  @Test
  void read_aliasesThatNest_countTowardsTheDepth() {
    String deep = "a: &a " + "[".repeat(10) + "]".repeat(10) + "\nb: ";

    assertThat(read(deep + "[*a]\n").entries()).containsKey("b");
    assertThatThrownBy(() -> read(deep + "[".repeat(8) + "*a" + "]".repeat(8) + "\n"))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("nest deeper than 16");
  }

  @Test
  void read_manyValues_areRefusedAtTheLimit() {
    String fits = "- x\n".repeat(TreeReader.MAX_VALUES - 1);

    assertThat(TreeReader.read(fits, problems)).isInstanceOf(Tree.Sequence.class);
    assertThatThrownBy(() -> TreeReader.read(fits + "- x\n", problems))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("more than 20000 values");
  }

  @Test
  void read_deepNesting_isRefusedBeforeTheStackEnds() {
    assertThatThrownBy(() -> TreeReader.read("[".repeat(1_000_000), problems))
        .isInstanceOf(Unreadable.class)
        .hasMessageContaining("nest deeper than 16");
  }

  @Test
  void read_errorThatTheParserLetsThrough_isUnreadableOnItsLine() {
    assertThatThrownBy(() -> read("name: shop\ntitle: \"\\x"))
        .isInstanceOfSatisfying(Unreadable.class, e -> assertThat(e.problem().line()).isEqualTo(2));
  }

  @Test
  void isText_whatAReaderMayTakeForSomethingElse_isNone() {
    Place place = new Place(1, "");

    for (String text : new String[] {"", "~", "null", "True", "1", "-1.5e3", "0x1F", ".inf"}) {
      assertThat(new Tree.Scalar(place, text, false).isText()).as(text).isFalse();
      assertThat(new Tree.Scalar(place, text, true).isText()).as(text).isTrue();
    }
    for (String text : new String[] {"yes", "1s", "1.2.3", "nullable", "e3"}) {
      assertThat(new Tree.Scalar(place, text, false).isText()).as(text).isTrue();
    }
  }
}
