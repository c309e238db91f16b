package dev.ferry.functions.aws;

import dev.ferry.functions.json.JsonText;
import java.util.List;

/**
 * The answer by which Lambda deletes a batch but for some of its messages. The mapping must be told
 * to report batch item failures, or it deletes all of them.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">partial
 *     batch responses</a>
 */
final class BatchResponse {
  private BatchResponse() {}

  /** The bytes of the answer that keeps these messages. */
  static byte[] keeping(List<String> messageIds) {
    JsonText answer = new JsonText().open().openArray("batchItemFailures");
    for (String id : messageIds) {
      answer.open().put("itemIdentifier", id).close();
    }
    return answer.closeArray().close().toBytes();
  }
}
