// SPDX-License-Identifier: EUPL-1.2

import Kernel

/// Which language a reader gets: `?lang=`, then the cookie of an earlier choice, then `Accept-Language`.
enum LanguageChoice {
    static let cookie = "sprache"

    static func language(query: FormData, cookies: [String: String], acceptLanguage: String?) -> Language {
        if let chosen = query["lang"], let language = Language(rawValue: chosen) { return language }
        if let chosen = cookies[cookie], let language = Language(rawValue: chosen) { return language }
        return Language(acceptLanguage: acceptLanguage ?? "")
    }
}
