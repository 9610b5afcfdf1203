// SPDX-License-Identifier: EUPL-1.2

import Foundation
import Mail
import Testing

@Suite struct MailAddressTests {
    @Test(arguments: [
        ("anna@stadtzimmer.example", "anna@stadtzimmer.example"),
        ("  anna@stadtzimmer.example\r\n", "anna@stadtzimmer.example"),
        ("Anna.Beispiel+rooms@Stadt.EXAMPLE", "Anna.Beispiel+rooms@stadt.example"),
        ("o'neil_#1!$%&*-/=?^`{|}~@a-b.example", "o'neil_#1!$%&*-/=?^`{|}~@a-b.example"),
        ("info@bücherei-größe.example", "info@xn--bcherei-gre-46a21aqc.example"),
        ("info@xn--bcherei-n2a.example", "info@xn--bcherei-n2a.example"),
        ("post@localhost", "post@localhost"),
        (String(repeating: "a", count: 64) + "@b.example", String(repeating: "a", count: 64) + "@b.example"),
    ])
    func addressesThatPeopleUseAreTakenAndNormalised(_ text: String, _ value: String) throws {
        #expect(try #require(MailAddress(text)).value == value)
    }

    @Test(arguments: [
        "", "@", "anna", "anna@", "@b.example", "anna@b@c.example", "anna@example", "anna@-b.example",
        "anna@b-.example",
        "anna@b..example", "anna@.b.example", "anna@b.example.", ".anna@b.example", "anna.@b.example",
        "an..na@b.example",
        "an na@b.example", "anna@b .example", "anna\r\nBcc: eve@x.example@b.example",
        "anna@b.example\r\nBcc: eve@x.example",
        "anna\0@b.example", "anna@b.exa\u{7F}mple", "\"anna\"@b.example", "anna(work)@b.example",
        "Anna <anna@b.example>",
        "änna@b.example", "anna@[127.0.0.1]", "anna@127.0.0.1", "anna@b_c.example", "anna@b.example,eve@b.example",
        "anna@b\u{200B}.example", "anna@b.example/x", "anna@b.example:25", "anna@ü%00.example",
        String(repeating: "a", count: 65) + "@b.example",
        "anna@" + String(repeating: "b", count: 64) + ".example",
        "anna@" + String(repeating: "b.", count: 123) + "example",
    ])
    func whatIsNoAddressIsRefused(_ text: String) { #expect(MailAddress(text) == nil) }

    @Test func theLookupKeyDistinguishesNoCase() throws {
        let address = try #require(MailAddress("Anna@B.example"))
        #expect(address.lookupKey == "anna@b.example")
        #expect(address.localPart == "Anna" && address.domain == "b.example")
    }

    @Test func jsonHoldsTheAddressAsText() throws {
        let address = try #require(MailAddress("anna@b.example"))
        let json = try JSONEncoder().encode([address])
        #expect(String(decoding: json, as: UTF8.self) == "[\"anna@b.example\"]")
        #expect(try JSONDecoder().decode([MailAddress].self, from: json) == [address])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([MailAddress].self, from: Data("[\"x\"]".utf8)) }
    }
}
