// SPDX-License-Identifier: EUPL-1.2

import CPostgres

/// Bindings as libpq takes them: each with its type, in binary, one after the other in one buffer.
struct PostgresParameters {
    /// `nil`: NULL.
    private var places: [Range<Int>?] = []
    private var bytes: [UInt8] = []
    private(set) var types: [Oid] = []

    /// Throws `StorageError.nulInText`.
    init(_ bindings: [ColumnData]) throws(StorageError) {
        for binding in bindings {
            let start = bytes.count
            switch binding {
            case .integer(let value): append(UInt64(bitPattern: value))
            case .real(let value): append(value.bitPattern)
            case .text(let value):
                guard !value.utf8.contains(0) else { throw .nulInText }
                bytes += value.utf8
            case .blob(let value): bytes += value
            case .null: break
            }
            types.append(binding.type.oid)
            if case .null = binding { places.append(nil) } else { places.append(start..<bytes.count) }
        }
        // So that the buffer has an address even if all values are empty: a null pointer would mean NULL.
        bytes.append(0)
    }

    /// Lends the values, their lengths, and their formats, which are all binary.
    func withPointers<Value>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<Int32>, UnsafePointer<Int32>) -> Value
    ) -> Value {
        bytes.withUnsafeBytes { bytes in
            let start = bytes.assumingMemoryBound(to: CChar.self).baseAddress
            let values = places.map { place in place.flatMap { start?.advanced(by: $0.lowerBound) } }
            let lengths = places.map { Int32($0?.count ?? 0) }
            return body(values, lengths, [Int32](repeating: 1, count: places.count))
        }
    }

    /// Big-endian, as on the wire.
    private mutating func append(_ bits: UInt64) {
        withUnsafeBytes(of: bits.bigEndian) { bytes += $0 }
    }
}

extension ColumnData {
    fileprivate var type: ColumnType {
        switch self {
        case .integer: .integer
        case .real: .real
        case .text: .text
        case .blob: .blob
        case .null(let type): type
        }
    }
}

extension ColumnType {
    /// As in PostgreSQL's catalogue `pg_type.dat`.
    fileprivate var oid: Oid {
        switch self {
        case .integer: 20
        case .real: 701
        case .text: 25
        case .blob: 17
        }
    }
}
