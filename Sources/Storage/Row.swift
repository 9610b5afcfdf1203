// SPDX-License-Identifier: EUPL-1.2

/// One row of an answer. Reading NULL as a value that is not optional throws, as does a name that is not there.
package struct Row: Sendable {
    let names: [String]
    let values: [ColumnData]

    package subscript<Value: ColumnValue>(_ name: String) -> Value {
        get throws {
            guard let value = Value(columnData: try data(name)) else {
                throw StorageError.unexpectedValue(column: name, wanted: "\(Value.self)")
            }
            return value
        }
    }

    // The next three do nothing else than the first, but without asking for types while the program runs: lists read
    // many rows of many such columns.

    package subscript(_ name: String) -> Int? {
        get throws {
            switch try data(name) {
            case .integer(let value): return Int(value)
            case .null: return nil
            default: throw StorageError.unexpectedValue(column: name, wanted: "Int")
            }
        }
    }

    package subscript(_ name: String) -> String? {
        get throws {
            switch try data(name) {
            case .text(let value): return value
            case .null: return nil
            default: throw StorageError.unexpectedValue(column: name, wanted: "String")
            }
        }
    }

    package subscript(_ name: String) -> String {
        get throws {
            guard case .text(let value) = try data(name) else {
                throw StorageError.unexpectedValue(column: name, wanted: "String")
            }
            return value
        }
    }

    private func data(_ name: String) throws -> ColumnData {
        // Lengths differ mostly, and are compared faster.
        let length = name.utf8.count
        guard let index = names.firstIndex(where: { $0.utf8.count == length && $0 == name }) else {
            throw StorageError.noColumn(name, names)
        }
        return values[index]
    }
}
