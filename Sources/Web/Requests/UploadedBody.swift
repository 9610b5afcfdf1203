// SPDX-License-Identifier: EUPL-1.2

import Kernel
import Storage

extension WebRequest {
    /// Tells one body from another: SHA-256 of the bytes, or of all that stands in the parts, whatever lies between them.
    var bodyHash: String {
        guard let multipart else { return body.sha256 }
        let texts = multipart.form.pairs.filter { WaitingFile.file(of: $0.name) == nil }.flatMap {
            [$0.name, $0.value]
        }
        let files = multipart.files.flatMap { received -> [String] in
            switch received.state {
            case .accepted(let upload): [received.field, received.name.text, upload.file.contentHash]
            case .arrived, .refused: [received.field, received.name.text]
            }
        }
        return (texts + [""] + files).map { "\($0.utf8.count):\($0)" }.joined().sha256
    }
}
