package dev.ferry.peers.google.pubsub;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import java.util.Set;

/** Changes the fields that an update names, where they can be changed. */
final class Masks {
  private Masks() {}

  static <M extends Message> M merged(M is, M wanted, FieldMask mask, Set<String> fixed) {
    if (mask.getPathsCount() == 0) {
      throw Refusal.invalid("The update_mask in the request must be set.");
    }
    Message.Builder changed = is.toBuilder();
    for (String path : mask.getPathsList()) {
      FieldDescriptor field = is.getDescriptorForType().findFieldByName(path.split("\\.", 2)[0]);
      if (field == null || fixed.contains(path)) {
        throw Refusal.invalid("Invalid update_mask provided: '" + path + "' cannot be changed.");
      }
      changed.clearField(field);
      if (field.isRepeated() || wanted.hasField(field) || !field.hasPresence()) {
        changed.setField(field, wanted.getField(field));
      }
    }
    @SuppressWarnings("unchecked")
    M result = (M) changed.build();
    return result;
  }
}
