package dev.ferry.host.aws;

import java.util.List;

/**
 * One way for a function to end a batch of three messages, and how many of them come again.
 *
 * @param line what the second message tells {@link ScriptedFunction} to do; the others say ok
 * @param again how many come again, by AWS's text: none, the one that is listed, or all
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Success
 *     and failure conditions</a>
 */
record CorpusCase(String line, int again) {
  /** What the function may take: little only where the case is that it takes longer. */
  int timeoutSeconds() {
    return line.equals("hang") ? 2 : 60;
  }

  /** All of them. */
  static List<CorpusCase> all() {
    return List.of(
        success("ok"),
        success("nothing"),
        success("null"),
        success("null-list"),
        success("no-list"),
        new CorpusCase("fail", 1),
        failure("throw"),
        failure("exit"),
        failure("hang"),
        failure("too-large"),
        failure("bad-json"),
        failure("bad-key"),
        failure("empty-id"),
        failure("null-id"),
        failure("unknown-id"),
        failure("array"),
        failure("text"));
  }

  private static CorpusCase success(String line) {
    return new CorpusCase(line, 0);
  }

  private static CorpusCase failure(String line) {
    return new CorpusCase(line, 3);
  }

  /** The messages. The numbers also keep them from being JSON, which a mapping might rewrite. */
  List<String> bodies() {
    return List.of("ok#1", line + "#2", "ok#3");
  }

  @Override
  public String toString() {
    return line;
  }
}
