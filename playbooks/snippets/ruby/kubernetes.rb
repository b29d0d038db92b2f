# frozen_string_literal: true

# @file credential.rb
# The __title__, read from a mounted Kubernetes Secret.
class Credential
  class Error < StandardError; end

  FOLDER = '/var/run/secrets/__label__'

  attr_reader(
    # each part, comma between
    :__part__,
    # end
  )

  # Reads anew at each call: the kubelet replaces the files when the Secret changes.
  def self.read
    new(
      # each part, comma between
      __part__: required('__field__', '__variable__'),
      # or optional
      __part__: optional('__field__', '__variable__'),
      # end
    )
  end

  def initialize(
    # each part, comma between
    __part__:,
    # end
  )
    # each part
    @__part__ = __part__
    # end
    freeze
  end

  # Keeps the values out of logs.
  def inspect = '#<Credential>'

  # with optional
  def self.optional(name, variable)
    required(name, variable) if File.exist?(File.join(FOLDER, name)) || !ENV.fetch(variable, '').strip.empty?
  end
  private_class_method :optional

  # end
  def self.required(name, variable)
    file = File.join(FOLDER, name)
    value = File.exist?(file) ? File.read(file).sub(/[\r\n]+\z/, '') : ENV.fetch(variable, '')
    raise Error, "#{file} and environment variable #{variable} are both missing or empty" if value.strip.empty?

    value
  rescue SystemCallError => e
    raise Error, "cannot read #{file}: #{e.message}"
  end
  private_class_method :required
end
