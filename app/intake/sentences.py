"""What the reader says, in bokmål; codes and their values come from the reading."""

