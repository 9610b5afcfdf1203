// SPDX-License-Identifier: EUPL-1.2

/// A form with files, as a browser sends it (RFC 7578).
package struct MultipartBody: Sendable {
    package struct File: Sendable {
        let field: String
        let name: String
        let content: [UInt8]

        package init(_ field: String, _ name: String, _ content: [UInt8]) {
            self.field = field
            self.name = name
            self.content = content
        }

        package init(_ field: String, _ name: String, _ content: String) {
            self.init(field, name, Array(content.utf8))
        }
    }

    package static let contentType = "multipart/form-data; boundary=grenze"

    package let bytes: [UInt8]

    package init(_ fields: [(String, String)], _ files: [File]) {
        let head = { (parameters: String) in
            Array("--grenze\r\nContent-Disposition: form-data; \(parameters)\r\n\r\n".utf8)
        }
        var bytes: [UInt8] = []
        for (name, value) in fields { bytes += head("name=\"\(name)\"") + Array("\(value)\r\n".utf8) }
        for file in files {
            bytes += head("name=\"\(file.field)\"; filename=\"\(file.name)\"") + file.content + Array("\r\n".utf8)
        }
        self.bytes = bytes + Array("--grenze--\r\n".utf8)
    }
}
