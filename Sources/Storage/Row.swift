// SPDX-License-Identifier: EUPL-1.2

/// One row of an answer. Reading NULL as a value that is not optional throws, as does a name that is not there.
package struct Row: Sendable {
    let names: [String]
    let values: [ColumnData]

    package subscript<Value: ColumnValue>(_ name: String) -> Value {
        get throws {
            guard let index = names.firstIndex(of: name) else { throw StorageError.noColumn(name, names) }
            guard let value = Value(columnData: values[index]) else {
                throw StorageError.unexpectedValue(column: name, wanted: "\(Value.self)")
            }
            return value
        }
    }
}
