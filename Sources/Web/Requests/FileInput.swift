// SPDX-License-Identifier: EUPL-1.2

import Kernel

extension Input {
    /// The file of a field. What is wrong with it is noted with the field; `nil` then, and when there is none.
    package mutating func file(_ name: String, required: Bool = false) -> Upload? {
        files(name, required: required).first
    }

    /// The files of a field, in their order.
    package mutating func files(_ name: String, required: Bool = false) -> [Upload] {
        let here = files.filter { $0.field == name }
        if required, here.isEmpty { note(name, .fileMissing) }
        return here.compactMap { received in
            switch received.state {
            case .accepted(let upload): return upload
            case .refused(let message, _): note(name, message)
            case .arrived: note(name, .fileIsUnknown)
            }
            return nil
        }
    }

    /// Whether a file was refused for its size.
    var hasTooLargeFile: Bool {
        files.contains { if case .refused(_, isTooLarge: true) = $0.state { true } else { false } }
    }
}
