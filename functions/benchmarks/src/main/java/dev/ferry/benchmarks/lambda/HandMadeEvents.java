package dev.ferry.benchmarks.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import java.util.ArrayList;
import java.util.List;

/** A handler of the vendor's event classes by hand: what most tutorials show. */
public final class HandMadeEvents implements RequestHandler<SQSEvent, SQSBatchResponse> {
  private final HandMade handMade = new HandMade();

  /** For the runtime, which makes it. */
  public HandMadeEvents() {}

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    List<BatchItemFailure> failed = new ArrayList<>();
    for (SQSEvent.SQSMessage message : event.getRecords()) {
      try {
        handMade.handle(message.getMessageId(), message.getBody());
      } catch (Exception again) {
        failed.add(new BatchItemFailure(message.getMessageId()));
      }
    }
    return new SQSBatchResponse(failed);
  }
}
